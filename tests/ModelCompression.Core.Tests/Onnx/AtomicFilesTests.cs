using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class AtomicFilesTests
{
    [TestMethod]
    public void Replaces_all_files()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["b"], "a longer old text");

        AtomicFiles.Write([(folder["a"], stream => stream.WriteByte(65)), (folder["b"], stream => stream.WriteByte(66))]);

        Assert.AreEqual("A", File.ReadAllText(folder["a"]));
        Assert.AreEqual("B", File.ReadAllText(folder["b"]));
        Assert.HasCount(2, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Replaces_none_when_one_cannot_be_written()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a"], "old");

        Assert.ThrowsExactly<IOException>(() => AtomicFiles.Write([(folder["a"], stream => stream.WriteByte(65)), (folder["b"], _ => throw new IOException("No space."))]));

        Assert.AreEqual("old", File.ReadAllText(folder["a"]));
        CollectionAssert.AreEqual(new[] { folder["a"] }, Directory.GetFiles(folder.Path));
    }
}
