using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class NormalScaleTests
{
    private const string Conv = "input x: float[1,2,8,8] w = const float[3,2,1,1] {1, 1, 0.000001, 0.000002, 0, 0} b = const float[3] {0, 100000, 0.5} c = Conv(x, w, b) y = Relu(c) output y";
    private const string Tiny = "input x: float[1,2,8,8] w = const float[3,2,1,1] {1e-39, 1e-38, 1e-37, 1e-36, 1, -1} b = const float[3] {1e-42, 0, 1e-30} c = Conv(x, w, b) y = Add(c, c) output y";
    private const string Clipped = "input x: float[1,2,8,8] w = const float[3,2,1,1] seed 1 low = const float[] {0} high = const float[] {1e-37} c = Conv(x, w) y = Clip(c, low, high) output y";

    [TestMethod]
    [DataRow(0.25f, 0.25f)]
    [DataRow(-3f, -3f)]
    [DataRow(0f, NormalScale.Smallest)]
    [DataRow(1e-44f, NormalScale.Smallest)]
    [DataRow(-1e-44f, -NormalScale.Smallest)]
    [DataRow(float.NaN, NormalScale.Smallest)]
    [DataRow(float.PositiveInfinity, float.MaxValue)]
    [DataRow(float.NegativeInfinity, float.MinValue)]
    public void Of_gives_the_nearest_finite_normal_number(float scale, float expected) => Assert.AreEqual(expected, NormalScale.Of(scale));

    [TestMethod]
    public void The_smallest_is_the_smallest_normal_number() => Assert.IsTrue(float.IsNormal(NormalScale.Smallest) && !float.IsNormal(MathF.BitDecrement(NormalScale.Smallest)));

    [TestMethod]
    [DataRow(Conv, 0f)]
    [DataRow(Conv, 1e-44f)]
    [DataRow(Conv, 1e-37f)]
    [DataRow(Conv, 4e-36f)]
    [DataRow(Conv, 1e-30f)]
    [DataRow(Conv, 3e38f)]
    [DataRow(Tiny, 0f)]
    [DataRow(Tiny, 4e-36f)]
    [DataRow(Tiny, 1f)]
    [DataRow(Clipped, 4e-36f)]
    [DataRow(Clipped, 1f)]
    public void Static_files_hold_normal_scales_and_compute_finite_numbers(string text, float reach)
    {
        foreach (var granularity in new[] { Granularity.PerChannel, Granularity.PerTensor })
        {
            var (model, _) = Quantized.By(new StaticQuantizer(), text, values => values.ToDictionary(value => value, _ => new ActivationRange(-reach, reach)), settings: new NodeSettings { Granularity = granularity });

            Assert.IsGreaterThan(2, Check(model));
        }
    }

    [TestMethod]
    [DataRow("y = MatMul(x, w)")]
    [DataRow("y = Gemm(x, w) <alpha=0.0>")]
    [DataRow("y = Gemm(x, w) <alpha=1e-30>")]
    [DataRow("y = Gemm(x, w) <alpha=-1e-38>")]
    public void Products_hold_normal_scales_and_compute_what_the_original_does(string product)
    {
        foreach (var weights in new[] { "fill 0", "fill 1e-37", "fill 1e-30", "seed 1" })
        {
            foreach (var (quantizer, scheme) in new (IQuantizer, string)[] { (new DynamicQuantizer(), "Dynamic"), (new WeightOnlyQuantizer(), "WeightOnly") })
            {
                var text = $"input x: float[4,64] w = const float[64,32] {weights} {product} output y";
                var (model, _) = Quantized.By(quantizer, text, settings: new NodeSettings { Scheme = scheme });

                Assert.IsGreaterThan(0, Check(model));
                var (expected, found) = (Run(GraphText.Parse(text), optimize: true), Run(model, optimize: true));
                var reach = (0.2 * expected.Max(MathF.Abs)) + 1e-30;
                Assert.IsTrue(expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= reach), $"{scheme} {weights}: {expected[0]} {found[0]}");
            }
        }
    }

    [TestMethod]
    public void A_row_of_zeros_does_not_coarsen_the_one_scale_of_the_tensor()
    {
        var result = new WeightQuantizer(perChannel: false, pairSafe: false).Quantize([0.001f, -0.0005f, 0f, 0f], WeightRows.Matrix(new Shape(2, 2), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { 127, -64, 0, 0 }, result.Values);
    }

    /// <returns>How many scales were looked at.</returns>
    private static int Check(Model model)
    {
        var scales = model.Graph.Initializers.Where(value => value.Name.Contains("_scale", StringComparison.Ordinal) && value.Initializer?.Element == ElementType.Float).ToList();
        foreach (var value in scales)
        {
            Assert.IsTrue(value.Initializer?.ToFloats().All(float.IsNormal), $"{value.Name}: {string.Join(' ', value.Initializer?.ToFloats() ?? [])}");
        }

        foreach (var optimize in new[] { true, false })
        {
            Assert.IsTrue(Run(model, optimize).All(float.IsFinite));
        }

        return scales.Count;
    }

    private static float[] Run(Model model, bool optimize)
    {
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions(Optimize: optimize));
        return runner.Run(SeededTensors.SampleFor(model, 1))[0].ToFloats();
    }
}
