using ModelCompression.Compression.Search;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class LayerGroupTests
{
    [TestMethod]
    public void Nodes_that_share_a_weight_are_one_group_and_what_moves_values_is_in_none()
    {
        var model = GraphText.Parse("""
            input x: float[4,4]
            w = const float[4,4] fill 1
            v = const float[4,4] fill 2
            a = MatMul(x, w)
            b = Add(a, x)
            c = Transpose(b)
            d = MatMul(c, v)
            e = MatMul(d, w)
            output e
            """);
        var names = new[] { "first", "sum", "move", "second", "third" };
        foreach (var (node, name) in model.Graph.Nodes.Zip(names))
        {
            node.Name = name;
        }

        var groups = LayerGroup.Of(model,
        [
            new LayerChoice("first", "MatMul", "Static") { Bits = 8 }, new LayerChoice("sum", "Add", "Static"), new LayerChoice("move", "Transpose", "Static"),
            new LayerChoice("second", "MatMul", "Float16"), new LayerChoice("third", "MatMul", "Static") { Bits = 8 },
        ]);

        CollectionAssert.AreEqual(new[] { "first third", "sum" }, groups.Select(group => string.Join(' ', group.Nodes)).ToArray());
    }

    [TestMethod]
    public void Weights_of_a_reverted_group_are_stored_in_half_precision_where_the_recipe_does_that()
    {
        var weighted = new LayerGroup(["a"], 8);

        Assert.AreEqual("Float16", weighted.Revert(["Static", "Float16"], "why").Single().Scheme);
        Assert.IsTrue(weighted.Revert(["Static"], "why").Single().Exclude);
        Assert.IsTrue(new LayerGroup(["b"], null).Revert(["Static", "Float16"], "why").Single().Exclude);
    }
}
