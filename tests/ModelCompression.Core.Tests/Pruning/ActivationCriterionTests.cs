using ModelCompression.Pruning;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class ActivationCriterionTests
{
    [TestMethod]
    public void Weights_count_by_what_they_add_to_their_output()
    {
        var node = GraphText.Parse("input x: float[1,2] w = const float[2,2] {1, -2, 0, 0.5} y = MatMul(x, w) output y").Graph.Nodes.First();
        var value = node.Input(1)!; // the text gives it
        var weight = new PrunableWeight(value, node, value.Constant!); // and it is constant

        CollectionAssert.AreEqual(new[] { 3f, 6f, 0f, 2f }, new ActivationCriterion().Score(weight, new WeightFacts(0, 0) { InputSquares = [9, 9, 16, 16] }));
        CollectionAssert.AreEqual(new[] { 1f, 2f, 0f, 0.5f }, new ActivationCriterion().Score(weight, new WeightFacts(0, 0)), "without measurement all inputs count alike");
    }

    [TestMethod]
    public void Channels_count_by_what_their_readers_get_of_them()
    {
        var facts = new ChannelFacts(0, 0, 2) { WeightSquares = [4, 1], ReadSquares = [0.1, 0.7] };

        CollectionAssert.AreEqual(new[] { 0.1, 0.7 }, new ActivationCriterion().ScoreChannels(facts));
        CollectionAssert.AreEqual(new double[] { 2, 1 }, new MagnitudeCriterion().ScoreChannels(facts));
    }
}
