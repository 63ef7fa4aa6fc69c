using ModelCompression.Pruning;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class MagnitudeCriterionTests
{
    [TestMethod]
    public void Scores_are_absolute_values()
    {
        var node = GraphText.Parse("input x: float[1,2] w = const float[2,2] {1, -2, 0, 0.5} y = MatMul(x, w) output y").Graph.Nodes.First();
        var value = node.Input(1)!; // the text gives it
        var weight = new PrunableWeight(value, node, value.Constant!); // and it is constant

        CollectionAssert.AreEqual(new[] { 1f, 2f, 0f, 0.5f }, new MagnitudeCriterion().Score(weight, new WeightFacts(0, 0)));
    }
}
