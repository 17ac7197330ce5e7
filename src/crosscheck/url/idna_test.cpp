#include "crosscheck/url/idna.h"

#include <gtest/gtest.h>

#include "crosscheck/url/idna_mapping.h"

namespace crosscheck {
namespace {

using Ascii = std::optional<std::string>;

TEST(DomainParserToAscii, IsNotTransitional) {
  EXPECT_EQ(domain_parser_to_ascii("faß.de"), Ascii("xn--fa-hia.de"));
  EXPECT_EQ(domain_parser_to_ascii("βόλος.com"), Ascii("xn--nxasmm1c.com"));
}

TEST(DomainParserToAscii, MapsAndNormalizes) {
  EXPECT_EQ(domain_parser_to_ascii("München.DE"), Ascii("xn--mnchen-3ya.de"));
  EXPECT_EQ(domain_parser_to_ascii("mu\xCC\x88nchen.de"), Ascii("xn--mnchen-3ya.de"));
  EXPECT_EQ(domain_parser_to_ascii("ＧＯ.com"), Ascii("go.com"));
  EXPECT_EQ(domain_parser_to_ascii("☕.example"), Ascii("xn--53h.example"));
  EXPECT_EQ(domain_parser_to_ascii("a。b"), Ascii("a.b"));
}

TEST(DomainParserToAscii, DoesNotLookAtHyphensLengthsAndEmptyLabels) {
  EXPECT_EQ(domain_parser_to_ascii("-é"), Ascii("xn----bga"));
  EXPECT_EQ(domain_parser_to_ascii("é-"), Ascii("xn----9fa"));
  EXPECT_EQ(domain_parser_to_ascii("ab--é"), Ascii("xn--ab---epa"));
  EXPECT_EQ(domain_parser_to_ascii("é..b."), Ascii("xn--9ca..b."));
  EXPECT_EQ(domain_parser_to_ascii("é." + std::string(300, 'a')), Ascii("xn--9ca." + std::string(300, 'a')));
  EXPECT_EQ(domain_parser_to_ascii("\xC2\xAD"), Ascii(""));  // a soft hyphen alone
}

TEST(DomainParserToAscii, DoesNotUseStd3Rules) {
  EXPECT_EQ(domain_parser_to_ascii("a_b%é"), Ascii("xn--a_b%-epa"));
  EXPECT_EQ(domain_parser_to_ascii("≠"), Ascii("xn--1ch"));
}

TEST(DomainParserToAscii, FailsOnPunycodeThatDoesNotHoldBesideALabelThatIsNotAscii) {
  for (const std::string_view domain :
       {"xn--.é", "xn---.é", "xn--a.é", "xn--a-.é", "xn--abc-.é", "xn--8i7caa.é", "xn--é", "xn--xn---epa.é"}) {
    EXPECT_EQ(domain_parser_to_ascii(domain), std::nullopt) << domain;
  }
  EXPECT_EQ(domain_parser_to_ascii("XN--FA-HIA.é"), Ascii("xn--fa-hia.xn--9ca"));
}

TEST(DomainParserToAscii, ChecksJoinersTheBidiRuleAndLeadingMarks) {
  EXPECT_EQ(domain_parser_to_ascii("a\xE2\x80\x8D"
                                   "b"),
            std::nullopt);  // U+200D outside its context
  EXPECT_EQ(domain_parser_to_ascii("אa.b"), std::nullopt);
  EXPECT_EQ(domain_parser_to_ascii("1.א"), std::nullopt);
  EXPECT_EQ(domain_parser_to_ascii("א.ב"), Ascii("xn--4db.xn--5db"));
  EXPECT_EQ(domain_parser_to_ascii("\xCC\x81"
                                   "a"),
            std::nullopt);
  EXPECT_EQ(domain_parser_to_ascii("\xEF\xBF\xBD"), std::nullopt);
}

TEST(DomainParserToAscii, TakesMappingsYoungerThanUnicode15) {
  EXPECT_EQ(domain_parser_to_ascii("FAẞ.de"), Ascii("xn--fa-hia.de"));
  EXPECT_EQ(domain_parser_to_ascii("Ӏ.com"), Ascii("xn--s5a.com"));
  EXPECT_EQ(domain_parser_to_ascii("Ⴀ.com"), Ascii("xn--rkj.com"));
  EXPECT_EQ(domain_parser_to_ascii("\xF0\xAF\xA1\xA8.com"), Ascii("xn--snl.com"));
  EXPECT_EQ(domain_parser_to_ascii("a\xE1\xA0\x8E"
                                   "b"),
            Ascii("ab"));
}

TEST(DomainParserToAscii, RefusesWhatIsLongerThanAnyName) {
  std::string domain;
  while (domain.size() + 3 <= kLongestInternationalDomain) domain += "é.";
  EXPECT_TRUE(domain_parser_to_ascii(domain).has_value());
  EXPECT_EQ(domain_parser_to_ascii(domain + "é."), std::nullopt);
  std::string label;
  for (int i = 0; i < 1001; ++i) label += "é";
  EXPECT_EQ(domain_parser_to_ascii(label), std::nullopt);
}

TEST(DomainToUnicode, HasTheLettersOfEachLabel) {
  EXPECT_EQ(domain_to_unicode("www.xn--bcher-kva.example"), "www.bücher.example");
  EXPECT_EQ(domain_to_unicode("xn--mnchen-3ya.xn--strae-oqa."), "münchen.straße.");
  EXPECT_EQ(domain_to_unicode("app.example"), "app.example");
  EXPECT_EQ(domain_to_unicode("a--b.-c-.example"), "a--b.-c-.example");
  EXPECT_EQ(domain_to_unicode(""), "");
  EXPECT_EQ(domain_to_unicode("XN--P1AI"), "рф");
  // Letters of two scripts in one label, which a registry would refuse.
  EXPECT_EQ(domain_to_unicode("xn--pple-43d.example"), "аpple.example");
}

TEST(DomainToUnicode, LeavesADomainOfWhichALabelBreaksARule) {
  // No Punycode, nothing encoded, a joiner that joins nothing, two directions of writing, and letters that are mapped.
  for (const std::string domain : {"xn--!.example", "xn--99999999999999", "xn--\xC3\xBC-kva", "xn--", "xn--app-", "xn--1ug", "xn--0ca24w",
                                   "xn--8i7caa", "xn--bcher-kva.xn--!"})
    EXPECT_EQ(domain_to_unicode(domain), domain);
  const std::string longest(kLongestInternationalDomain + 1, 'a');
  EXPECT_EQ(domain_to_unicode(longest), longest);
}

TEST(NewerIdnaMappings, LeaveEveryOtherCharacter) {
  const std::string text = "a.é☕\xF0\x9F\x92\xA9\xE1\x82\x9F\xE2\xB4\x80";  // U+109F and U+2D00 lie beside what is mapped
  EXPECT_EQ(with_newer_idna_mappings(text), text);
}

TEST(NewerIdnaMappings, MapTheEndsOfARangeToTheEndsOfAnother) {
  EXPECT_EQ(with_newer_idna_mappings("\xE1\x82\xA0\xE1\x83\x85"), "\xE2\xB4\x80\xE2\xB4\xA5");
  EXPECT_EQ(with_newer_idna_mappings("\xF0\xAF\xA4\x9F"), "\xF0\xA4\x8E\xAB");
  EXPECT_EQ(with_newer_idna_mappings("x\xE1\x85\x9F\xE1\x85\xA0\xF0\x9D\x85\xB3y"), "xy");
}

}  // namespace
}  // namespace crosscheck
