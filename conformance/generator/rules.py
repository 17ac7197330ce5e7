"""What several areas need of the Fetch Standard, read straight from its text: a few lines for each rule, with the requirement id."""

TOKEN = set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def is_token(text):
    """HDR-1, MTH-1: one or more tchar."""
    return text != "" and all(char in TOKEN for char in text)


def lower(text):
    """HDR-5: A to Z alone."""
    return "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)


def on_the_wire(value):
    """A header's value as it comes off a wire: without spaces and tabs at its ends."""
    return value.strip(" \t")


def get(headers, name):
    """HDR-6, HDR-7: null where there is none, else all values joined by a comma and a space."""
    values = [on_the_wire(value) for key, value in headers if lower(key) == lower(name)]
    return ", ".join(values) if values else None


def lines_of(headers, name):
    return [on_the_wire(value) for key, value in headers if lower(key) == lower(name)]


def extract_tokens(headers, name):
    """EXT-1, EXT-3, ABNF-5: null, "failure", or the elements; each line by itself, blanks around commas and empty elements pass."""
    lines = lines_of(headers, name)
    if not lines:
        return None
    found = []
    for line in lines:
        for element in line.split(","):
            element = element.strip(" \t")
            if element == "":
                continue
            if not is_token(element):
                return "failure"
            found.append(element)
    return found


def cors_check(origin, credentials, headers):
    """The CORS check: (result, the rule that decides)."""
    allow_origin = get(headers, "Access-Control-Allow-Origin")  # CHK-1
    if allow_origin is None:
        return "failure", "CHK-2"
    if credentials != "include" and allow_origin == "*":
        return "success", "CHK-3"
    if allow_origin != origin:
        return "failure", "CHK-4"
    if credentials != "include":
        return "success", "CHK-5"
    if get(headers, "Access-Control-Allow-Credentials") == "true":
        return "success", "CHK-6"
    return "failure", "CHK-7"
