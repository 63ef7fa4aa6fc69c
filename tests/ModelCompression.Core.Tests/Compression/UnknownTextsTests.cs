using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class UnknownTextsTests
{
    [TestMethod]
    public void Texts_without_a_known_word_are_counted()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);
        var samples = Coded.ReadAll(new DatasetSource(folder.Write("texts.txt", "a\nzzz\na zzz\n[UNK]\nzzz yyy xxx\n"), spec), TextSpecs.Inputs);
        var unknown = new UnknownTexts(spec);

        Assert.HasCount(5, unknown.Counted(samples).ToList());
        Assert.AreEqual(3, unknown.Count);
    }

    [TestMethod]
    public void Data_of_other_kinds_has_none()
    {
        var unknown = new UnknownTexts(null);
        using var folder = new DataFolder();
        var samples = Coded.ReadAll(new DatasetSource(folder.Write("texts.txt", "zzz"), TextSpecs.WriteTo(folder)), TextSpecs.Inputs);

        Assert.HasCount(1, unknown.Counted(samples).ToList());
        Assert.AreEqual(0, unknown.Count);
    }
}
