using ModelCompression.Tasks.Accessor;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>The accessor of a typical model, word for word, so that a review sees every change.</summary>
[TestClass]
public sealed class AccessorGoldenTests
{
    [TestMethod]
    public void Digits_accessor_is_the_golden_file()
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Accessor", "Golden", "Digits.g.txt");
        var expected = File.ReadAllText(golden).Replace("\r\n", "\n", StringComparison.Ordinal);
        var actual = AccessorGenerator.Generate(Signatures.Digits(), Signatures.Options());
        Assert.AreEqual(expected, actual);
    }
}
