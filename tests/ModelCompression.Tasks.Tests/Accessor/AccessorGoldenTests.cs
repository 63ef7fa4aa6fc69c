using ModelCompression.Tasks.Accessor;

namespace ModelCompression.Tasks.Tests.Accessor;

/// <summary>The accessor of a typical model, word for word, so that a review sees every change.</summary>
[TestClass]
public sealed class AccessorGoldenTests
{
    [TestMethod]
    public void Digits_accessor_is_the_golden_file() => AssertGolden("Digits.g.txt", AccessorGenerator.Generate(Signatures.Digits(), Signatures.Options()));

    [TestMethod]
    public void Flowers_accessor_with_preprocessing_is_the_golden_file() => AssertGolden("Flowers.g.txt", ImageModels.Generate(ImageModels.FlowersSignature, ImageModels.Flowers));

    private static void AssertGolden(string name, string actual)
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Accessor", "Golden", name);
        if (!File.Exists(golden) || File.ReadAllText(golden).Replace("\r\n", "\n", StringComparison.Ordinal) != actual)
        {
            File.WriteAllText(golden + ".actual", actual);
            Assert.Fail($"The accessor is not '{name}'; the new one is '{golden}.actual'.");
        }
    }
}
