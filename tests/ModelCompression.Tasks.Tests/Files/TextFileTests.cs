using ModelCompression.Tasks.Files;
using ModelCompression.Testing;

namespace ModelCompression.Tasks.Tests.Files;

[TestClass]
public sealed class TextFileTests
{
    [TestMethod]
    public void Equal_text_keeps_the_files_time_and_different_text_does_not()
    {
        using var folder = new TempFolder();
        var path = folder["new/file.txt"];
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.IsTrue(TextFile.WriteIfDifferent(path, "é\n"));
        File.SetLastWriteTimeUtc(path, old);

        Assert.IsFalse(TextFile.WriteIfDifferent(path, "é\n"));
        Assert.AreEqual(old, File.GetLastWriteTimeUtc(path));
        Assert.IsTrue(TextFile.WriteIfDifferent(path, "e\n\n"));

        Assert.AreEqual("e\n\n", File.ReadAllText(path));
        Assert.AreNotEqual(old, File.GetLastWriteTimeUtc(path));
    }
}
