using ModelCompression.Data.Importing;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class ClassNamesTextTests
{
    [TestMethod]
    [DataRow("{0: 'cat', 1: 'hot dog'}", "cat|hot dog")]
    [DataRow("{1: 'b', 0: 'a',}", "a|b")]
    [DataRow("{0: \"dog's\", 1: 'a\\'b, c}'}", "dog's|a'b, c}")]
    [DataRow("{\"0\": \"a\", \"1\": \"b\"}", "a|b")]
    [DataRow(" ['a', \"b\"] ", "a|b")]
    [DataRow("{}", null)]
    [DataRow("", null)]
    [DataRow("cat", null)]
    [DataRow("{0: cat}", null)]
    [DataRow("{0: 'a', 2: 'b'}", null)]
    [DataRow("{0: 'a', 0: 'b'}", null)]
    [DataRow("{0: 'a' 1: 'b'}", null)]
    [DataRow("{0: 'a", null)]
    [DataRow("{-1: 'a'}", null)]
    [DataRow("{9999999: 'a'}", null)]
    [DataRow("{0: ''}", null)]
    [DataRow("['a'", null)]
    public void Reads_what_python_writes(string text, string? expected) => Assert.AreEqual(expected, ClassNamesText.Parse(text) is { } names ? string.Join('|', names) : null);
}
