using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Compression.Search;
using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class DecisionNotesTests
{
    [TestMethod]
    public void A_reverted_layer_says_why_wherever_it_is_listed()
    {
        var record = new CandidateRecord("", 1, [new LayerChoice("a", "Conv", "Float16", "stored"), new LayerChoice("b", "Conv", "Static")], [new Skipped("c", "old"), new Skipped("d", "kept")], null, new Dictionary<string, string>(), []);
        RecipeRule[] rules = [Rule("a", "first"), Rule("a", "accuracy: a"), Rule("c", "accuracy: c")];
        var result = DecisionNotes.Add(record, new SearchResult("Static", new NodeSettings(), rules, [], new Dictionary<string, double> { ["b"] = 1.5 }));

        CollectionAssert.AreEqual(new[] { "accuracy: a; stored", null }, result.Layers.Select(layer => layer.Note).ToArray());
        CollectionAssert.AreEqual(new double?[] { null, 1.5 }, result.Layers.Select(layer => layer.Sensitivity).ToArray());
        CollectionAssert.AreEqual(new[] { new Skipped("d", "kept"), new Skipped("c", "accuracy: c") }, result.Skipped.ToArray());
        Assert.AreSame(rules, result.Rules);
    }

    private static RecipeRule Rule(string node, string why) => new(new NodePattern(node, null, null)) { Scheme = "Float16", Why = why };
}
