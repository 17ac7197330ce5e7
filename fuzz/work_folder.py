"""The folder in which a job works: it is one job's at a time, and no merge that is interrupted loses the inputs that have gathered in it."""

import fcntl
import shutil


def claim(folder):
    """What holds the folder for as long as it is kept; nothing where another job has it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


class WorkFolder:
    """<work>/<target>/: `corpus` gathers, `found` and `logs` are of runs, `merged` is made by a merge, `replaced` is what it takes the place of."""

    def __init__(self, path):
        self.path = path

    def folder(self, target, name):
        folder = self.path / target / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def take_up(self, target):
        """What a merge left that was interrupted goes back to the inputs; the next merge finds what of it is needed."""
        for name in ("replaced", "merged"):
            left = self.path / target / name
            if left.is_dir():
                corpus = self.folder(target, "corpus")
                for path in left.iterdir():
                    # Files are called by their bytes: what is there already is the same.
                    path.replace(corpus / path.name)
                left.rmdir()

    def replace_corpus(self, target):
        """Puts what was merged where the inputs were. At every moment what has gathered is in a folder that `take_up` knows."""
        corpus, replaced = self.folder(target, "corpus"), self.path / target / "replaced"
        corpus.rename(replaced)
        (self.path / target / "merged").rename(corpus)
        shutil.rmtree(replaced)

    def drop_merged(self, target):
        """All of it stands in the corpus too."""
        shutil.rmtree(self.path / target / "merged")
