namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class RuntimeErrorsTests
{
    [TestMethod]
    [DataRow("[ErrorCode:Fail] Load failed:\n  no such\top", "Load failed: no such op.")]
    [DataRow("Already a sentence.", "Already a sentence.")]
    [DataRow("[E] kept", "[E] kept.")]
    [DataRow("", ".")]
    public void Messages_become_one_line(string message, string expected) => Assert.AreEqual(expected, RuntimeErrors.OneLine(message));

    [TestMethod]
    public void Long_messages_are_cut() => Assert.AreEqual(403, RuntimeErrors.OneLine(new string('a', 5000)).Length);
}
