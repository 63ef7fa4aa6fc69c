using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class FastBiasCorrectionTests
{
    private const string Uneven = "input x: float[1,4,6,6] g = const float[4,1,1] {1, -0.5, 2, 0.3} h = const float[4,1,1] {0.5, 2, -1, 3} s = Mul(x, g) a = Add(s, h) b = const float[6] seed 2 ";

    [TestMethod]
    [DataRow(Uneven + "w = const float[6,4,1,1] seed 1 y = Conv(a, w, b) output y", DisplayName = "Conv")]
    [DataRow("input x: float[1,24,4,4] h = const float[24,1,1] seed 9 a = Add(x, h) b = const float[6] seed 2 w = const float[6,12,1,1] seed 1 y = Conv(a, w, b) <group=2> output y", DisplayName = "grouped Conv")]
    [DataRow(Uneven + "f = Flatten(a) w = const float[6,144] seed 1 y = Gemm(f, w, b) <transB=1> output y", DisplayName = "Gemm")]
    public void The_mean_of_every_output_is_that_of_the_float_layer(string text)
    {
        var (original, quantized) = Pair(text);
        var samples = Samples(original);
        var before = MeanErrors(original, quantized, samples);

        var corrected = Run(original, quantized, samples);

        var step = Steps(quantized).Max();
        Assert.HasCount(1, corrected);
        Assert.IsGreaterThan(2 * step, before.Max(Math.Abs));
        foreach (var error in MeanErrors(original, quantized, samples))
        {
            Assert.AreEqual(0, error, step + 1e-5); // the int32 bias was rounded twice, and sums are in float
        }
    }

    [TestMethod]
    public void A_layer_without_bias_stays_as_it_is()
    {
        var (original, quantized) = Pair(Uneven + "w = const float[6,4,1,1] seed 1 y = Conv(a, w) output y");
        var text = GraphText.Print(quantized);

        Assert.IsEmpty(Run(original, quantized, Samples(original)));
        Assert.AreEqual(text, GraphText.Print(quantized));
    }

    [TestMethod]
    public void Layers_without_a_grid_stay_as_they_are()
    {
        var (original, quantized) = Pair(Uneven + "w = const float[6,4,1,1] seed 1 y = Conv(a, w, b) output y");
        var text = GraphText.Print(quantized);

        Assert.IsEmpty(new FastBiasCorrection(new OrtRunnerFactory(), 1, new DiagnosticList()).Run(quantized, original, Samples(original), new Dictionary<string, WeightGrid>(), CancellationToken.None));
        Assert.AreEqual(text, GraphText.Print(quantized));
    }

    private static IReadOnlyList<string> Run(Model original, Model quantized, IReadOnlyList<Sample> samples) =>
        new FastBiasCorrection(new OrtRunnerFactory(), 1, new DiagnosticList()).Run(quantized, original, samples, original.Graph.Nodes.ToDictionary(node => node.Name, _ => new WeightGrid(4, null)), CancellationToken.None);

    private static IReadOnlyList<Sample> Samples(Model model) => [.. Enumerable.Range(0, 20).Select(seed => SeededTensors.SampleFor(model, seed))];

    private static (Model Original, Model Quantized) Pair(string text)
    {
        var (original, quantized) = (GraphText.Parse(text), GraphText.Parse(text));
        NodeNames.Assign(original);
        NodeNames.Assign(quantized);
        Quantized.Apply(new StaticQuantizer(), quantized, values => values.ToDictionary(value => value, _ => new ActivationRange(-40, 40)), new NodeSettings { WeightBits = 4, Scheme = "Static" });
        return (original, quantized);
    }

    /// <summary>Mean over samples and positions of float output minus the output with the stored weights and bias on the same inputs, one a channel.</summary>
    private static double[] MeanErrors(Model original, Model quantized, IReadOnlyList<Sample> samples)
    {
        var stored = OnnxReader.Parse(OnnxWriter.ToBytes(original));
        var (layer, target) = (Layer(quantized), Layer(stored));
        var (weight, bias) = (Dequantized(layer, 1), Dequantized(layer, 2));
        target.SetInput(1, stored.Graph.AddInitializer("stored_weight", weight));
        target.SetInput(2, stored.Graph.AddInitializer("stored_bias", bias));
        using var wanted = new OrtRunnerFactory().Load(original, new RunnerOptions());
        using var found = new OrtRunnerFactory().Load(stored, new RunnerOptions());
        var sums = new double[bias.Count];
        var count = 0L;
        foreach (var sample in samples)
        {
            var y = wanted.Run(sample)[0].AsSpan<float>();
            var q = found.Run(sample)[0].AsSpan<float>();
            var area = y.Length / sums.Length;
            for (var i = 0; i < y.Length; i++)
            {
                sums[i / area] += y[i] - (double)q[i];
            }

            count += area;
        }

        return Array.ConvertAll(sums, sum => sum / count);
    }

    private static Node Layer(Model model) => model.Graph.Nodes.Single(node => node.IsAny("Conv", "Gemm"));

    private static float[] Steps(Model quantized) => Layer(quantized).Input(2)?.Producer?.Input(1)?.Constant?.ToFloats() ?? throw new AssertFailedException("The bias is not stored as integers.");

    private static TensorData Dequantized(Node layer, int input)
    {
        var dequantize = layer.Input(input)?.Producer ?? throw new AssertFailedException($"Input {input} is not stored as integers.");
        var (integers, scales) = (dequantize.Input(0)?.Constant ?? throw new AssertFailedException("No integers."), dequantize.Input(1)?.Constant?.ToFloats() ?? []);
        var row = (int)(integers.Count / scales.Length); // channels come first in every model here
        return TensorData.Floats(integers.Shape, [.. integers.ToInt64s().Select((value, i) => value * scales[i / row])]);
    }
}
