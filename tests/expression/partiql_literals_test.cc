#include "expression/partiql_literals.h"

#include "tests/expression/partiql_testing.h"

namespace stator {
namespace {

using testing::errorOf;
using testing::parse;
using testing::ValueReader;

std::string insert(std::string_view value) { return "INSERT INTO t VALUE {'x':" + std::string(value) + "}"; }

// The literal has this value, in the notation of ValueReader.
void expectValue(std::string_view literal, std::string_view expected, const std::vector<std::string>& parameters = {}) {
  const auto statement = parse(insert(literal), parameters);
  ASSERT_TRUE(statement) << literal << ": " << statement.error().message;
  EXPECT_EQ(*ItemView(statement->item).find("x"), ValueReader(expected).read().view()) << literal;
}

TEST(PartiqlLiterals, Values) {
  expectValue("'text'", "'text'");
  expectValue("1E3", "1000");
  expectValue("-1.5", "-1.5");
  expectValue("-(-2)", "2");
  expectValue("+3", "3");
  expectValue("true", "true");
  expectValue("NULL", "null");
  expectValue("[1, 'a', [<<1, 2>>]]", "[1, 'a', [<1, 2>]]");
  expectValue("(1, 2)", "[1, 2]");
  expectValue("{'a': {'b': []}}", "{a: {b: []}}");
  expectValue("<<'b', 'a'>>", "<'a', 'b'>");
  expectValue("?", "<b'x'>", {"<b'x'>"});
}

TEST(PartiqlLiterals, NoValues) {
  EXPECT_EQ(errorOf(insert("n")), "Unsupported data type: n under key root at 1:26:1");
  EXPECT_EQ(errorOf(insert("1+1")), "Unsupported data type: + under key root at 1:27:1");
  EXPECT_EQ(errorOf(insert("MISSING")), "Unsupported data type: MISSING under key root at 1:26:7");
  EXPECT_EQ(errorOf(insert("set_add(<<'a'>>, <<'b'>>)")), "Unsupported data type: set_add under key root at 1:26:7");
  EXPECT_EQ(errorOf(insert("[1,{'q':n}]")), "Unsupported data type: VariableReference under key root[1].q at 1:34:1");
  EXPECT_EQ(errorOf(insert("[?]"), {"1"}), "Unsupported data type: Parameter under key root[0] at 1:27:1");
  EXPECT_EQ(errorOf(insert("`p`")), "Ion Literals are not supported: SYMBOL under key root at 1:26:3");
}

TEST(PartiqlLiterals, Sets) {
  EXPECT_EQ(errorOf(insert("<<>>")), "Empty bags are not supported");
  const std::string mixed = "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags";
  EXPECT_EQ(errorOf(insert("<<1, 'a'>>")), mixed);
  EXPECT_EQ(errorOf(insert("<<[1]>>")), mixed);
  EXPECT_EQ(errorOf(insert("<<n>>")), mixed);
  EXPECT_EQ(errorOf(insert("<<'a', 'a'>>")),
            "One or more parameter values were invalid: Input collection [a, a] contains duplicates.");
  EXPECT_EQ(errorOf(insert("<<2, 2.0>>")),
            "One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root");
}

TEST(PartiqlLiterals, Keys) {
  EXPECT_EQ(errorOf("INSERT INTO t VALUE {'a':1,'a':2}"), "Duplicate keys in tuple. Key: a under root at 1:28:3");
  EXPECT_EQ(errorOf("INSERT INTO t VALUE {a:1}"),
            "Tuple keys must be of type String. Actual type: VariableReference under root at 1:22:1");
  EXPECT_EQ(errorOf("INSERT INTO t VALUE {'':1}"), "Path component cannot be an empty string");
  EXPECT_EQ(errorOf("INSERT INTO t VALUE ['a']"),
            "Unsupported format in item expression. Please use struct format {...} to express item values for insert "
            "statement. at 1:21:1");
}

TEST(PartiqlLiterals, NumbersAndNesting) {
  EXPECT_EQ(errorOf(insert("[1, 1e400]")),
            "Number overflow. Attempting to store a number with magnitude larger than supported range under root[1]");
  const auto nested = [](int levels) {
    return std::string(static_cast<size_t>(levels), '[') + std::string(static_cast<size_t>(levels), ']');
  };
  EXPECT_EQ(errorOf(insert(nested(32))), "no error");
  std::string place = "Nesting Levels have exceeded supported limits under root";
  for (int i = 0; i < 32; ++i) place += "[0]";
  EXPECT_EQ(errorOf(insert(nested(33))), place);
}

}  // namespace
}  // namespace stator
