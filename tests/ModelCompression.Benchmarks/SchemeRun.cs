using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Benchmarks;

/// <summary>
/// Speed of single operators under each scheme against the original, over a grid of shapes: what the rules that leave small operators alone are derived from.
/// </summary>
internal static class SchemeRun
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    private static readonly (int Inputs, int Outputs)[] Matrices = [(32, 32), (64, 64), (128, 128), (64, 256), (256, 64), (256, 256), (512, 512), (1024, 16), (1024, 1024)];

    private static readonly (int Channels, int Size, int Kernel, int Groups)[] Convolutions =
        [(8, 16, 3, 1), (16, 8, 1, 1), (16, 32, 3, 1), (32, 16, 1, 1), (32, 16, 3, 32), (64, 16, 3, 1), (64, 16, 3, 8), (64, 28, 1, 1), (128, 14, 3, 128)];

    private static readonly (int Inputs, int Hidden, int Steps)[] Recurrences = [(8, 8, 16), (16, 16, 16), (32, 32, 16), (64, 64, 16), (128, 128, 16), (256, 256, 16)];

    private static readonly (int Sequence, int Hidden)[] Attentions =
        [(1, 64), (1, 128), (1, 256), (1, 768), (4, 64), (8, 64), (16, 64), (16, 128), (16, 256), (16, 384), (16, 768), (128, 64), (128, 256), (128, 384), (128, 768), (384, 64), (384, 256), (384, 384), (384, 768)];

    public static int Run(ReadOnlySpan<string> which)
    {
        Console.WriteLine("| operator | scheme | speed | original |");
        Console.WriteLine("|---|---|---|---|");
        if (which.IsEmpty || which.Contains("matrices"))
        {
            foreach (var (inputs, outputs) in Matrices)
            {
                foreach (var rows in new[] { 1, 8, 32, 128 })
                {
                    Product(rows, inputs, outputs);
                }
            }
        }

        if (which.IsEmpty || which.Contains("convolutions"))
        {
            foreach (var (channels, size, kernel, groups) in Convolutions)
            {
                Compare($"Conv {channels}x{size}x{size}, {kernel}x{kernel}, {groups} groups", () => Conv(channels, size, kernel, groups, 2), "Static", new StaticQuantizer(), new NodeSettings());
                Compare($"Conv {channels}x{size}, {kernel}, {groups} groups", () => Conv(channels, size, kernel, groups, 1), "Static", new StaticQuantizer(), new NodeSettings());
            }
        }

        if (which.IsEmpty || which.Contains("recurrences"))
        {
            foreach (var (inputs, hidden, steps) in Recurrences)
            {
                Compare($"LSTM {inputs} to {hidden}, {steps} steps", () => Lstm(inputs, hidden, steps), "Dynamic", new DynamicQuantizer(), new NodeSettings());
            }
        }

        if (which.IsEmpty || which.Contains("attentions"))
        {
            foreach (var (sequence, hidden) in Attentions)
            {
                Compare($"Attention {sequence} of {hidden}", () => Attention(sequence, hidden), "Dynamic", new DynamicQuantizer(), new NodeSettings { Scheme = "Dynamic" });
            }
        }

        return 0;
    }

    private static void Product(int rows, int inputs, int outputs)
    {
        var name = $"MatMul {rows}x{inputs} by {inputs}x{outputs}";
        Compare(name, () => MatMul(rows, inputs, outputs), "Static", new StaticQuantizer(), new NodeSettings());
        Compare(name, () => MatMul(rows, inputs, outputs), "Dynamic", new DynamicQuantizer(), new NodeSettings());
        Compare(name, () => MatMul(rows, inputs, outputs), "WeightOnly 4", new WeightOnlyQuantizer(), new NodeSettings { WeightBits = 4 });
        Compare(name, () => MatMul(rows, inputs, outputs), "WeightOnly 8", new WeightOnlyQuantizer(), new NodeSettings());
    }

    private static void Compare(string name, Func<Model> build, string scheme, IQuantizer quantizer, NodeSettings settings)
    {
        var (original, quantized) = (build(), build());
        var types = ShapeTable.Infer(quantized);
        RangeSource ranges = values => values.ToDictionary(value => value, _ => new ActivationRange(-3, 3));
        var inputs = new QuantizationInputs(value => types[value], new HardwareProfile(PairSafe: true), true, ranges, quantized.Graph.Initializers.ToHashSet(), new Dictionary<Node, string>())
        {
            Settings = _ => settings,
        };
        var plan = quantizer.Plan(quantized, inputs);
        if (plan.Items.Count == 0)
        {
            Console.WriteLine($"| {name} | {scheme} | left alone: {plan.Skipped.FirstOrDefault()?.Why} | |");
            return;
        }

        var edit = new GraphEditor(quantized);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }

        var runners = new OrtRunnerFactory();
        using var before = runners.Load(original, new RunnerOptions());
        using var after = runners.Load(quantized, new RunnerOptions());
        var shape = original.Graph.Inputs[0].Type?.KnownShape ?? throw new InvalidOperationException("The benchmark's input has no shape.");
        var sample = new Sample("#0", new Dictionary<string, TensorData> { ["x"] = Random(shape, 1) });
        var ratio = new LatencyMeter(() => Environment.CpuUsage.TotalTime).Measure(before, after, [sample], Budget, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {scheme} | {ratio.Ratio:0.00} ({ratio.LowerQuartile:0.00} to {ratio.UpperQuartile:0.00}) | {ratio.OriginalMilliseconds:0.0000} ms |"));
    }

    private static Model MatMul(int rows, int inputs, int outputs) => Single("MatMul", new Shape(rows, inputs), [Random(new Shape(inputs, outputs), 2)]);

    private static Model Conv(int channels, int size, int kernel, int groups, int axes)
    {
        long[] spatial = [.. Enumerable.Repeat((long)size, axes)];
        long[] kernels = [.. Enumerable.Repeat((long)kernel, axes)];
        return Single("Conv", new Shape([1, channels, .. spatial]), [Random(new Shape([channels, channels / groups, .. kernels]), 2)],
            Ir.Attribute.Int("group", groups), Ir.Attribute.Ints("pads", [.. Enumerable.Repeat((long)kernel / 2, axes * 2)]));
    }

    private static Model Lstm(int inputs, int hidden, int steps) =>
        Single("LSTM", new Shape(steps, 1, inputs), [Random(new Shape(1, 4 * hidden, inputs), 2), Random(new Shape(1, 4 * hidden, hidden), 3)], Ir.Attribute.Int("hidden_size", hidden));

    /// <summary>Heads of 64 channels.</summary>
    private static Model Attention(int sequence, int hidden) =>
        Single("Attention", new Shape(1, sequence, hidden), [Random(new Shape(hidden, 3 * hidden), 2), Random(new Shape(3 * hidden), 3)], Ir.Attribute.Int("num_heads", hidden / 64));

    /// <summary>x -> operator -> y.</summary>
    private static Model Single(string opType, Shape input, IReadOnlyList<TensorData> weights, params Ir.Attribute[] attributes)
    {
        var domain = opType == "Attention" ? "com.microsoft" : "";
        var model = new Model(new Graph(), 8, [KeyValuePair.Create("", 17L), KeyValuePair.Create("com.microsoft", 1L)]);
        var x = new Value("x", TensorType.Of(ElementType.Float, input));
        model.Graph.AddInput(x);
        List<Value> inputs = [x, .. weights.Select((weight, i) => model.Graph.AddInitializer($"w{i}", weight))];
        var node = model.Graph.Append(new Node(opType, inputs, [new Value("y", new TensorType(ElementType.Float, null))], attributes, domain, "node"));
        model.Graph.AddOutput(node.Output(0));
        return model;
    }

    private static TensorData Random(Shape shape, int seed)
    {
        var random = new Random(seed);
        var values = new float[shape.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return TensorData.Floats(shape, values);
    }
}
