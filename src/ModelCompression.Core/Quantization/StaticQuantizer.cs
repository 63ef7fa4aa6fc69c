using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Quantization.Agreement;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Static quantization: u8 asymmetric activations with ranges from calibration data, s8 symmetric weights, int32 bias, in QuantizeLinear/DequantizeLinear form,
/// placed only where the runtime fuses it into integer kernels.
/// </summary>
[Strategy("Static", "8-bit activations with calibrated ranges and 8-bit weights; fastest for convolutions. Needs CalibrationData.")]
public sealed class StaticQuantizer : IQuantizer
{
    public bool NeedsRanges => true;

    public QuantizationPlan Plan(Model model, QuantizationInputs inputs)
    {
        if (inputs.Ranges is not { } source)
        {
            throw new InvalidOperationException("Static quantization was planned without ranges.");
        }

        var placement = StaticPlacement.Of(model, inputs.TypeOf, inputs.Excluded, inputs.Target);
        var ranges = source([.. placement.Quantized.Select(placement.Root).Distinct()]);
        if (NodesWithoutRange(placement, ranges) is { Count: > 0 } without)
        {
            var excluded = inputs.Excluded.Concat(without).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);
            return Plan(model, inputs with { Excluded = excluded });
        }

        var activations = placement.Quantized.ToDictionary(value => value, value => ParametersOf(placement, placement.Root(value), ranges, inputs));
        var apart = inputs.Target.RoundsAlike ? ScaleAgreement.Apply(placement, activations, inputs.Target.Activations) : new HashSet<Node>();
        var weights = placement.Units.Where(unit => unit.Kind == StaticKind.Weighted)
            .ToDictionary(unit => unit.Main, unit => Weights(unit, activations, inputs));
        return new QuantizationPlan(
            placement.Units.Count == 0 ? [] : [new StaticQuantization(placement, activations, weights, model.Opset, inputs.Target) { RoundedApart = apart }],
            placement.Skipped);
    }

    private static List<KeyValuePair<Node, string>> NodesWithoutRange(StaticPlacement placement, IReadOnlyDictionary<Value, ActivationRange> ranges)
    {
        var missing = placement.Quantized.Where(value => !ranges.ContainsKey(placement.Root(value))).ToHashSet();
        return [.. placement.Units
            .Where(unit => unit.DataInputs.Append(unit.Output).Any(missing.Contains))
            .Select(unit => KeyValuePair.Create(unit.Main, "a tensor it reads or writes held values that are not finite, or none, on the calibration data"))];
    }

    /// <summary>Sigmoid and Softmax have their range by definition; what a Relu or Clip cuts stays inside its interval.</summary>
    private static ActivationParameters ParametersOf(StaticPlacement placement, Value root, IReadOnlyDictionary<Value, ActivationRange> ranges, QuantizationInputs inputs)
    {
        var grid = GridOf(placement, root, inputs);
        if (placement.UnitOf(root)?.Main.IsAny("Sigmoid", "Softmax") == true)
        {
            return ActivationParameters.For(new ActivationRange(0, 1), grid);
        }

        var range = ranges[root];
        range = range.Max - range.Min < inputs.Target.MinRange ? range with { Max = range.Min + inputs.Target.MinRange } : range;
        return placement.UnitOf(root)?.Activation is { } activation && ClipBounds.Of(activation) is var (low, high)
            ? ActivationParameters.Within(range, low, high, grid with { Symmetric = false }) // a zero point in the middle would keep the Relu or Clip from being fused
            : ActivationParameters.For(range, grid);
    }

    /// <summary>As is asked of the operator that gives a value, or of the first that reads a graph input.</summary>
    private static ActivationGrid GridOf(StaticPlacement placement, Value root, QuantizationInputs inputs) =>
        (placement.UnitOf(root)?.Main ?? root.Producer ?? root.Uses.Select(use => use.Node).FirstOrDefault()) is { } node ? inputs.SettingsOf(node).Activations(inputs.Target) : inputs.Target.Activations;

    private static StaticWeights Weights(StaticUnit unit, Dictionary<Value, ActivationParameters> activations, QuantizationInputs inputs)
    {
        var node = unit.Main;
        var data = unit.DataInputs.First();
        var inputScale = activations[data].Scale;
        var weight = node.Input(1)?.Constant ?? throw new InvalidOperationException($"{node} has no constant weight.");
        var bias = inputs.Target.HasIntegerBias ? node.Input(2)?.Constant?.ToFloats() : null;
        var settings = inputs.SettingsOf(node);
        var isConv = node.Is("Conv");
        var transposed = node.Int("transB", 0) != 0;
        var rows = isConv ? WeightRows.Conv(weight.Shape, node.Int("group", 1)) : WeightRows.Matrix(weight.Shape, transposed);
        var floor = bias is null ? null : Array.ConvertAll(bias, value => IntegerBias.SmallestWeightScale(value, inputScale));
        var limit = PairLimit.For(activations[data].LargestQuantized(ValueBounds.Of(data).High));
        var quantizer = new WeightQuantizer(settings.PerChannel, inputs.Target.PairSafe, settings.WeightBits) { SafePairSum = limit, Clip = inputs.WeightClips?.Invoke(settings) };
        var quantized = quantizer.Quantize(weight.AsSpan<float>(), rows, floor);
        return new StaticWeights(quantized, isConv || transposed ? 0 : 1, bias is null ? null : QuantizeBias(bias, inputScale, quantized.Scales), inputScale,
            inputs.Target.PairSafe && rows.HasPairs ? limit : null);
    }

    /// <summary>b_q[c] = round(b[c] / (s_x * s_w[c])); the weight scale was chosen so that it fits in 32 bits.</summary>
    private static int[] QuantizeBias(float[] bias, float inputScale, float[] weightScales)
    {
        var result = new int[bias.Length];
        for (var c = 0; c < bias.Length; c++)
        {
            result[c] = IntegerBias.Quantize(bias[c], (double)inputScale * weightScales[c]);
        }

        return result;
    }
}

/// <summary>Quantized weights of one node with its int32 bias (scale = input scale times weight scale).</summary>
/// <param name="SafePairSum">Largest sum of same-signed neighbours (<see cref="WeightQuantizer.LargestPairSum"/>) the weights must keep; null when there is no limit.</param>
public sealed record StaticWeights(QuantizedWeights Weights, int Axis, int[]? Bias, float InputScale, int? SafePairSum = null);
