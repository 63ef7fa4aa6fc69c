using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting;

[TestClass]
public sealed class ClampRangeTests
{
    [TestMethod]
    public void Two_limits_in_a_row_equal_the_combined_limit()
    {
        var random = new Random(1);
        var value = new Value("x");
        for (var i = 0; i < 1000; i++)
        {
            var (first, second) = (Draw(), Draw());
            var both = first.Then(second);
            var x = Limit();

            Assert.AreEqual(Math.Clamp(Math.Clamp(x, first.Low, first.High), second.Low, second.High), Math.Clamp(x, both.Low, both.High));
        }

        ClampRange Draw()
        {
            var (a, b) = (Limit(), Limit());
            return new ClampRange(value, Math.Min(a, b), Math.Max(a, b));
        }

        float Limit() => random.Next(8) == 0 ? float.PositiveInfinity * (random.Next(2) == 0 ? 1 : -1) : (random.NextSingle() * 10) - 5;
    }

    [TestMethod]
    [DataRow("y = Relu(x)", 0f, float.PositiveInfinity)]
    [DataRow("l = const float[] {-1} h = const float[] {6} y = Clip(x, l, h)", -1f, 6f)]
    [DataRow("h = const float[] {3.4028235e38} y = Clip(x, _, h)", float.NegativeInfinity, float.PositiveInfinity)]
    [DataRow("c = const float[1] {2} y = Min(c, x)", float.NegativeInfinity, 2f)]
    public void Reads(string node, float low, float high)
    {
        var model = GraphText.Parse($"input x: float[N] {node} output y");
        var range = ClampRange.Of(model.Graph.Nodes.Last(), ShapeTable.Infer(model));

        Assert.AreEqual((low, high), (range?.Low, range?.High));
    }

    [TestMethod]
    [DataRow("l = const float[] {2} h = const float[] {1} y = Clip(x, l, h)", DisplayName = "Limits the wrong way round")]
    [DataRow("l = const float[] {nan} y = Clip(x, l)", DisplayName = "Not a number")]
    [DataRow("y = Neg(x)", DisplayName = "Another operator")]
    public void Does_not_read(string node)
    {
        var model = GraphText.Parse($"input x: float[N] {node} output y");

        Assert.IsNull(ClampRange.Of(model.Graph.Nodes.Last(), ShapeTable.Infer(model)));
    }
}
