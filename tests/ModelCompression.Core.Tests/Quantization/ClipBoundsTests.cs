using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class ClipBoundsTests
{
    [TestMethod]
    [DataRow("y = Relu(x)", 0f, float.PositiveInfinity)]
    [DataRow("a = const float[] {0} b = const float[] {6} y = Clip(x, a, b)", 0f, 6f)]
    [DataRow("b = const float[] {6} y = Clip(x, _, b)", float.NegativeInfinity, 6f)]
    [DataRow("y = Clip(x)", float.NegativeInfinity, float.PositiveInfinity)]
    public void Reads_constant_bounds(string text, float low, float high) => Assert.AreEqual((low, high), Of(text));

    [TestMethod]
    [DataRow("y = Neg(x)")]
    [DataRow("input b: float[] y = Clip(x, b)")]
    [DataRow("input b: float[] = {1} y = Clip(x, b)")]
    public void Has_none_for_other_operators_and_bounds_that_may_change(string text) => Assert.IsNull(Of(text));

    [TestMethod]
    public void Reads_the_attributes_of_old_opsets() => Assert.AreEqual((-1f, 2f), Of("y = Clip(x) <min=-1.0, max=2.0>", "opset 6 "));

    private static (float Low, float High)? Of(string text, string opset = "") =>
        ClipBounds.Of(GraphText.Parse(opset + "input x: float[4] " + text + " output y").Graph.Nodes.Last());
}
