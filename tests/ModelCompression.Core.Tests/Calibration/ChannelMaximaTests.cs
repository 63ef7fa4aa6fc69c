using ModelCompression.Calibration;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class ChannelMaximaTests
{
    private const string Head = "input x: float[1,4,8,8] w = const float[8,4,3,3] seed 1 c = Conv(x, w) ";
    private const string Tail = " v = const float[2,8,1,1] seed 2 y = Conv(r, v) output y";

    [TestMethod]
    [DataRow(Head + "r = Relu(c)" + Tail, true)]
    [DataRow(Head + "lo = const float[] {0} hi = const float[] {6} r = Clip(c, lo, hi)" + Tail, true)]
    [DataRow(Head + "lo = const float[] {-1} hi = const float[] {6} r = Clip(c, lo, hi)" + Tail, false, DisplayName = "Clip to negative values")]
    [DataRow(Head + "r = LeakyRelu(c)" + Tail, false)]
    [DataRow(Head + "r = Relu(c) y = Neg(r) output y", false, DisplayName = "Not before a convolution: the rank is not known to fit")]
    public void Pools_what_is_never_negative_in_front_of_a_convolution(string text, bool pooled)
    {
        var model = GraphText.Parse(text);
        var value = Named(model, "r");
        var maxima = new ChannelMaxima(model, [value]);

        Assert.AreEqual(pooled, maxima.Has(value));
        Assert.AreEqual(pooled, maxima.Of(value) != value);
        maxima.Remove();
        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    public void Extremes_are_those_of_the_whole_tensor()
    {
        var whole = Measure(Samples(), withHistograms: true);
        var pooled = Measure(Samples(), withHistograms: false);

        Assert.AreEqual(whole.Extremes, pooled.Extremes); // both start at 0: every sample holds a value that Relu cuts
        Assert.AreEqual(whole.MeanExtremes, pooled.MeanExtremes);
        Assert.AreEqual(whole.Samples, pooled.Samples);
        Assert.IsGreaterThan(0, pooled.Extremes.Max);
    }

    [TestMethod]
    public void An_infinite_value_leaves_no_range()
    {
        var samples = Samples();
        var endless = new float[4 * 8 * 8];
        Array.Fill(endless, float.PositiveInfinity, 0, 1);

        Assert.IsFalse(Measure([.. samples, Sample(endless)], withHistograms: false).HasRange);
    }

    private static TensorStatistics Measure(IReadOnlyList<Sample> samples, bool withHistograms)
    {
        var model = GraphText.Parse(Head + "r = Relu(c)" + Tail);
        var value = Named(model, "r");
        return new RangeMeasurement(new OrtRunnerFactory(), withHistograms, threads: 1, new DiagnosticList()).Measure(model, [value], samples, samples.Count, CancellationToken.None)[value];
    }

    private static List<Sample> Samples() => [.. Enumerable.Range(1, 3).Select(seed =>
    {
        var random = new Random(seed);
        return Sample([.. Enumerable.Range(0, 4 * 8 * 8).Select(_ => random.NextSingle() - 0.5f)]);
    })];

    private static Sample Sample(float[] values) => new("x", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, 4, 8, 8), values) });

    private static Value Named(Model model, string name) => model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Single(value => value.Name == name);
}
