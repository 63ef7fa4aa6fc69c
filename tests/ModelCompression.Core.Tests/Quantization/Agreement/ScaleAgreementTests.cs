using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Agreement;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Agreement;

[TestClass]
public sealed class ScaleAgreementTests
{
    private const string Head = "input x: float[1,4,8,8] w = const float[4,4,3,3] seed 1 c = Conv(x, w) <pads=[1,1,1,1]> v = const float[4,4,3,3] seed 3 d = Conv(x, v) <pads=[1,1,1,1]> ";
    private const string Tail = " u = const float[2,4,1,1] seed 4 y = Conv(t, u) output y";

    private static readonly HardwareProfile Anywhere = new(PairSafe: true) { RoundsAlike = true };

    /// <summary>Operands in steps of 1/2 of the result's, so that halves abound.</summary>
    private static readonly RangeSource Halves = values => values.ToDictionary(value => value, value => new ActivationRange(0, value.Name is "c" or "d" or "x" ? 255 : 510));

    [TestMethod]
    public void Moves_the_scale_of_a_sum_until_all_cpus_agree()
    {
        var before = Scale(Head + "t = Add(c, d)" + Tail, new HardwareProfile(PairSafe: true), "t");
        var after = Scale(Head + "t = Add(c, d)" + Tail, Anywhere, "t");

        Assert.AreEqual(2f, before);
        Assert.AreEqual(2f, after, 0.016f);
        Assert.AreNotEqual(before, after);
    }

    [TestMethod]
    public void Keeps_a_clip_redundant()
    {
        const string Text = Head + "lo = const float[] {0} hi = const float[] {510} a = Add(c, d) t = Clip(a, lo, hi)" + Tail;

        Assert.IsLessThan(2f, Scale(Text, Anywhere, "t"));
    }

    [TestMethod]
    public void Values_behind_a_pass_through_operator_share_the_moved_scale()
    {
        const string Text = Head + "a = Add(c, d) t = MaxPool(a) <kernel_shape=[2,2]>" + Tail;

        Assert.AreEqual(Scale(Text, Anywhere, "a"), Scale(Text, Anywhere, "t"));
        Assert.AreNotEqual(2f, Scale(Text, Anywhere, "t"));
    }

    [TestMethod]
    public void Sums_with_a_constant_are_moved_too()
    {
        const string Text = Head + "k = const float[1,4,1,1] {0, 85, 170, 255} t = Add(c, k)" + Tail;

        Assert.AreNotEqual(2f, Scale(Text, Anywhere, "t"));
    }

    /// <summary>On this CPU, whatever its kernels, every sum and product of bytes is rounded to the nearest step, as far as single precision tells.</summary>
    [TestMethod]
    [DataRow("QLinearAdd", 0.021f)]
    [DataRow("QLinearMul", 0.043f)]
    public void The_runtime_rounds_to_the_nearest_step_within_the_stated_error(string op, float outputScale)
    {
        var (a, b) = (new ActivationParameters(0.0137f, 91), new ActivationParameters(0.0211f, 140));
        Func<ActivationParameters, IPairArithmetic> arithmetic = op == "QLinearAdd" ? c => new QuantizedSum(a, b, c) : c => new QuantizedProduct(a, b, c);
        var found = AgreeingScale.Find(new ActivationParameters(outputScale, 120), arithmetic, _ => true);
        Assert.IsNotNull(found);
        var model = GraphText.Parse(FormattableString.Invariant(
            $"opset com.microsoft 1 input p: uint8[65536] input q: uint8[65536] {Constants("a", a)} {Constants("b", b)} {Constants("c", found.Value)} y = com.microsoft.{op}(p, as, az, q, bs, bz, cs, cz) output y"));
        var left = Enumerable.Range(0, 65536).Select(i => (byte)(i >> 8)).ToArray();
        var right = Enumerable.Range(0, 65536).Select(i => (byte)i).ToArray();
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions());
        var result = runner.Run(new Sample("pairs", new Dictionary<string, TensorData>
        {
            ["p"] = TensorData.Of(ElementType.UInt8, new Shape(65536), left),
            ["q"] = TensorData.Of(ElementType.UInt8, new Shape(65536), right),
        }))[0].AsSpan<byte>();

        var exact = arithmetic(found.Value);
        for (var i = 0; i < 65536; i++)
        {
            Assert.AreEqual(Math.Clamp(exact.Exact(left[i], right[i]), 0, 255), result[i], 0.5 + exact.Error, $"{left[i]}, {right[i]}");
        }
    }

    private static string Constants(string name, ActivationParameters parameters) => FormattableString.Invariant(
        $"{name}s = const float[] {{{parameters.Scale:R}}} {name}z = const uint8[] {{{parameters.ZeroPoint}}}");

    private static float Scale(string text, HardwareProfile target, string value)
    {
        var (model, _) = Quantized.By(new StaticQuantizer(), text, Halves, target: target);
        return model.Graph.Nodes.Single(node => node.Name == value + "_quantized").Input(1)?.Constant?.ToFloats()[0] ?? throw new InvalidOperationException("The scale is not constant.");
    }
}
