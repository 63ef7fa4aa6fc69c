using ModelCompression.Ir;
using ModelCompression.Pruning;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class ReconstructionCriterionTests
{
    [TestMethod]
    public void It_needs_data_and_weighs_layers_by_the_size_of_their_weights()
    {
        var node = GraphText.Parse("input x: float[N,2] w = const float[2,2] {1, -4, 3, 2} y = MatMul(x, w) output y").Graph.Nodes.First();
        var value = node.Input(1) ?? throw new InvalidOperationException();
        var criterion = new ReconstructionCriterion();

        Assert.IsTrue(criterion.NeedsData);
        CollectionAssert.AreEqual(new float[] { 1, 4, 3, 2 }, criterion.Score(new PrunableWeight(value, node, value.Constant ?? TensorData.Floats(new Shape(0), [])), new WeightFacts(0, 0)));
    }
}
