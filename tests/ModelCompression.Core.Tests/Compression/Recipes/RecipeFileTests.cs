using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Recipes;

[TestClass]
public sealed class RecipeFileTests
{
    private static readonly OptionDefinitions Options = new(new Catalog());

    [TestMethod]
    public void Reads_text_numbers_and_truth_values() => CollectionAssert.AreEqual(
        new[] { "Quantization=Dynamic", "Sparsity=0.5", "BiasCorrection=false" },
        Read("""{ "quantization": "Dynamic", "Sparsity": 0.5, /* why */ "BiasCorrection": false }""").Select(pair => pair.Key + "=" + pair.Value).ToArray());

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("""{ "Quantisation": "Static" }""")]
    [DataRow("""{ "Recipe": "other.json" }""")]
    [DataRow("""{ "ValidationData": "data" }""")]
    [DataRow("""{ "ClassName": "X" }""")]
    [DataRow("""{ "Seed": null }""")]
    [DataRow("""{ "Seed": [1] }""")]
    public void What_is_no_recipe_is_one_coded_error(string json) => Assert.AreEqual(
        Codes.InvalidRecipe, Assert.ThrowsExactly<UserErrorException>(() => Read(json)).Diagnostic.Code);

    [TestMethod]
    public void A_missing_file_is_named() => Assert.Contains(
        "'nowhere.json'", Assert.ThrowsExactly<UserErrorException>(() => RecipeFile.Read("nowhere.json", Options)).Diagnostic.Message);

    private static IReadOnlyList<KeyValuePair<string, string>> Read(string json)
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["recipe.json"], json);
        return RecipeFile.Read(temp["recipe.json"], Options).Values;
    }
}
