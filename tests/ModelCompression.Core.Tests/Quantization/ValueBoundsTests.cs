using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class ValueBoundsTests
{
    private const float Infinity = float.PositiveInfinity;

    [TestMethod]
    [DataRow("y = Relu(x)", 0f, Infinity)]
    [DataRow("y = Neg(x)", -Infinity, Infinity)]
    [DataRow("y = Sigmoid(x)", 0f, 1f)]
    [DataRow("a = Softmax(x) y = MaxPool(a) <kernel_shape=[2,2]>", 0f, 1f)]
    [DataRow("a = Tanh(x) y = Relu(a)", 0f, 1f)]
    [DataRow("lo = const float[] {-1} hi = const float[] {6} y = Clip(x, lo, hi)", -1f, 6f)]
    [DataRow("lo = const float[] {2} hi = const float[] {6} a = Clip(x, lo, hi) y = AveragePool(a) <kernel_shape=[2,2], pads=[1,1,1,1], count_include_pad=1>", 0f, 6f)]
    [DataRow("lo = const float[] {-9} hi = const float[] {-2} y = Clip(x, lo, hi)", -9f, -2f)]
    [DataRow("a = Sigmoid(x) b = Tanh(x) y = Concat(a, b) <axis=1>", -1f, 1f)]
    [DataRow("a = Sigmoid(x) y = Concat(a, x) <axis=1>", -Infinity, Infinity)]
    public void Bounds_follow_from_the_operators(string text, float low, float high)
    {
        var model = GraphText.Parse("input x: float[1,2,4,4] " + text + " output y");

        Assert.AreEqual((low, high), ValueBounds.Of(model.Graph.Outputs[0]));
    }
}
