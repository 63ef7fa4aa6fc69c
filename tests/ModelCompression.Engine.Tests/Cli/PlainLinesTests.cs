using ModelCompression.Engine.Cli;

namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class PlainLinesTests
{
    [TestMethod]
    [DataRow("models/é.onnx: error MC2001: a::b #1", "models/é.onnx: error MC2001: a::b #1")]
    [DataRow("one\r\ntwo\tthree", "one  two three")]
    [DataRow("\u001b[31mred\u0007", "\ufffd[31mred\ufffd")]
    [DataRow("a\u202eb\u2028c", "a\ufffdb\ufffdc")]
    [DataRow("::error::x", "error::x")]
    [DataRow("  ::error::x", "  error::x")]
    [DataRow("\n::error::x", " error::x")]
    [DataRow("a ##vso[task.setvariable]x ##[error]y", "a #vso[task.setvariable]x #[error]y")]
    public void Becomes_one_harmless_line(string text, string expected) => Assert.AreEqual(expected, PlainLines.One(text));
}
