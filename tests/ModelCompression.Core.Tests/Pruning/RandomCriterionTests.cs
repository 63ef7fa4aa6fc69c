using ModelCompression.Pruning;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class RandomCriterionTests
{
    [TestMethod]
    public void Repeats_for_the_same_seed_and_tensor_and_differs_for_others()
    {
        var node = GraphText.Parse("input x: float[1,8] w = const float[8,8] seed 1 y = MatMul(x, w) output y").Graph.Nodes.First();
        var value = node.Input(1)!; // the text gives it
        var weight = new PrunableWeight(value, node, value.Constant!); // and it is constant
        var scores = new RandomCriterion().Score(weight, new WeightFacts(2, 5));

        CollectionAssert.AreEqual(scores, new RandomCriterion().Score(weight, new WeightFacts(2, 5)));
        CollectionAssert.AreNotEqual(scores, new RandomCriterion().Score(weight, new WeightFacts(3, 5)));
        CollectionAssert.AreNotEqual(scores, new RandomCriterion().Score(weight, new WeightFacts(2, 6)));
        Assert.IsTrue(scores.All(score => score is >= 0 and < 1));
        Assert.HasCount(64, scores);
    }
}
