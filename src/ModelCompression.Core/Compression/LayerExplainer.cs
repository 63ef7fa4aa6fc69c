using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Compression;

/// <summary>
/// Says how each layer of a written file came out: the range of its result and who chose it, the signal-to-noise ratio of its weights and, on a few samples, of its
/// result against the same value of the float graph, and what the runtime makes of it. What does not correspond in the two graphs is left out.
/// </summary>
/// <param name="showsTarget">False when the runtime here fuses other operators than the target's: nothing is said of it then.</param>
internal sealed class LayerExplainer(IModelRunnerFactory runners, int threads, bool showsTarget)
{
    private const int Samples = 4;

    /// <param name="path">The written file.</param>
    public IReadOnlyList<LayerChoice> Explain(PreparedModel prepared, string path, IReadOnlyList<LayerChoice> layers, int seed, CancellationToken cancel)
    {
        var original = prepared.Parse();
        var written = OnnxReader.Read(path);
        var nodes = original.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var all = NodeNames.All(original).ToDictionary(node => node.Name, StringComparer.Ordinal);
        var results = layers.Where(layer => nodes.ContainsKey(layer.Node)).Select(layer => (layer.Node, Value: ResultOf(nodes[layer.Node]))).Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Node, pair => pair.Value ?? throw new InvalidOperationException(), StringComparer.Ordinal);
        var values = ValuesOf(written);
        var weights = layers.DistinctBy(layer => layer.Node).ToDictionary(layer => layer.Node, layer => all.TryGetValue(layer.Node, out var node) ? WeightNoise.Decibels(node, written) : null, StringComparer.Ordinal);
        StoreScales(written);
        var samples = prepared.Calibration?.Subset(Samples).Read(cancel).ToList() ?? RandomSamples.Create(DataSets.PortsOf(original), Samples, seed);
        var decibels = OutputDecibels(original, written, [.. results.Values.Distinct()], values, samples);
        var runtime = (showsTarget ? runners.Optimized(path).Graph.Nodes : []).Where(node => node.Name.Length > 0).DistinctBy(node => node.Name).ToDictionary(node => node.Name, node => node.OpType, StringComparer.Ordinal);
        return [.. layers.Select(layer => layer with { Facts = Facts(layer) })];

        LayerFacts Facts(LayerChoice layer)
        {
            var result = results.GetValueOrDefault(layer.Node);
            var facts = new LayerFacts
            {
                WeightDecibels = weights[layer.Node],
                OutputDecibels = result is not null && decibels.TryGetValue(result, out var measured) ? measured : null,
                Runtime = runtime.GetValueOrDefault(layer.Node + ProductSuffix(layer.Scheme)) ?? runtime.GetValueOrDefault(layer.Node),
            };
            return result is not null && layer.Scheme == "Static" ? WithRange(facts, result.Name, values, prepared) : facts;
        }
    }

    /// <summary>What the node that multiplies adds to the name of the layer, whose own name the last node has: an Add of the bias, which may be fused.</summary>
    private static string ProductSuffix(string scheme) => scheme switch
    {
        "WeightOnly" => WeightOnlyQuantization.ProductSuffix,
        "Dynamic" => DynamicQuantization.ProductSuffix,
        _ => "",
    };

    /// <summary>The scales of blocks as constants: without optimization the runtime does not compute them in advance, and its kernel then multiplies by zeros.</summary>
    private static void StoreScales(Model written)
    {
        var edit = new GraphEditor(written);
        foreach (var node in NodeNames.All(written).Where(node => node.OpType == "MatMulNBits").ToList())
        {
            if (PackedBlocks.Unpack(node) is { } blocks)
            {
                var scales = Enumerable.Range(0, blocks.Rows * blocks.Blocks).Select(i => blocks.Scale(i / blocks.Blocks, i % blocks.Blocks)).ToArray();
                node.SetInput(2, edit.Constant(node.Name + "_scales", TensorData.Floats(new Shape(blocks.Rows, blocks.Blocks), scales)));
            }
        }
    }

    /// <summary>What a reader of the layer sees: behind the Relu or Clip that fuses into it.</summary>
    private static Value? ResultOf(Node node) => node.Outputs.Count == 0 || node.Outputs[0] is null ? null : (StaticOperators.FusedActivation(node) ?? node).Output(0);

    private static Dictionary<string, Value> ValuesOf(Model model) =>
        model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().DistinctBy(value => value.Name).ToDictionary(value => value.Name, StringComparer.Ordinal);

    private static LayerFacts WithRange(LayerFacts facts, string name, Dictionary<string, Value> values, PreparedModel prepared)
    {
        if (!values.TryGetValue(name, out var value) || value.Uses.Select(use => use.Node).FirstOrDefault(node => node.OpType == "QuantizeLinear") is not { } quantize
            || quantize.Input(1)?.Constant is not { Count: 1 } scale || ZeroPointOf(quantize) is not var (element, zeroPoint))
        {
            return facts;
        }

        var (step, grid) = (scale.ToFloats()[0], new ActivationGrid(element, Symmetric: false));
        return facts with
        {
            Scale = step,
            ZeroPoint = zeroPoint,
            Min = (-grid.Offset - zeroPoint) * step,
            Max = (grid.Levels - grid.Offset - zeroPoint) * step,
            Calibrator = prepared.Ranges.FirstOrDefault(range => range.Key.Name == name && range.Value is not null).Value?.Calibrator,
        };
    }

    /// <summary>The integers of a QuantizeLinear and which of them stands for zero; null where they are not those of activations. Without a zero point it is 0 of u8.</summary>
    private static (ElementType Element, int Zero)? ZeroPointOf(Node quantize) => quantize.Input(2) is not { } zero ? (ElementType.UInt8, 0)
        : zero.Constant is { Count: 1, Element: ElementType.UInt8 or ElementType.Int8 or ElementType.UInt16 or ElementType.Int16 } stored ? (stored.Element, (int)stored.ToInt64s()[0])
        : null;

    private Dictionary<Value, double> OutputDecibels(Model original, Model written, IReadOnlyList<Value> results, Dictionary<string, Value> values, IReadOnlyList<Sample> samples)
    {
        var pairs = results.Select(result => (Expected: result, Actual: values.GetValueOrDefault(result.Name + "_dequantized") ?? values.GetValueOrDefault(result.Name)))
            .Where(pair => pair.Actual is not null).Select(pair => (pair.Expected, Actual: pair.Actual ?? pair.Expected)).ToList();
        try
        {
            var options = new RunnerOptions(threads, Optimize: false);
            using var before = runners.Load(original, options, [.. pairs.Select(pair => pair.Expected)]);
            using var after = runners.Load(written, options, [.. pairs.Select(pair => pair.Actual)]);
            var ratios = pairs.ConvertAll(_ => new SignalToNoise());
            foreach (var sample in samples)
            {
                var (expected, actual) = (before.Run(sample), after.Run(sample));
                for (var i = 0; i < pairs.Count; i++)
                {
                    ratios[i].Add(expected[expected.Count - pairs.Count + i], actual[actual.Count - pairs.Count + i]);
                }
            }

            return pairs.Index().Where(pair => ratios[pair.Index].Decibels is not null).ToDictionary(pair => pair.Item.Expected, pair => ratios[pair.Index].Decibels ?? 0);
        }
        catch (UserErrorException)
        {
            return []; // a value that cannot be an output here, or an operator without an unoptimized form: the report then says less
        }
    }
}
