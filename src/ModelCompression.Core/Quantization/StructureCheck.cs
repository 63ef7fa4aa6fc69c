using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>Checks a written model for a target this machine cannot run: does every planned node have the pattern the target turns into an integer operator?</summary>
public static class StructureCheck
{
    /// <param name="model">The quantized model.</param>
    /// <param name="layers">What was planned.</param>
    /// <returns>Names of statically quantized nodes that lack the pattern.</returns>
    public static IReadOnlyList<string> Unfit(Model model, IReadOnlyList<LayerChoice> layers, HardwareProfile target)
    {
        var planned = FusionCheck.Planned(layers).ToHashSet(StringComparer.Ordinal);
        return [.. model.Graph.Nodes.Where(node => planned.Contains(node.Name) && !Fits(node, target)).Select(node => node.Name)];
    }

    private static bool Fits(Node node, HardwareProfile target)
    {
        var isWeighted = node.IsAny("Conv", "Gemm") || (node.Is("MatMul") && node.Input(1)?.Producer is { } producer && IsConstant(producer));
        return isWeighted ? WeightedFits(node, target) : JoiningFits(node, target);
    }

    private static bool WeightedFits(Node node, HardwareProfile target)
    {
        var bias = node.Input(2);
        return IsActivation(node.Input(0), target)
            && ElementOf(node.Input(1)) == ElementType.Int8 && node.Input(1)?.Producer is { } weight && IsConstant(weight)
            && (weight.Input(0)?.Producer is null) == target.StoresIntegerWeights
            && (bias is null || (ElementOf(bias) == ElementType.Int32) == target.HasIntegerBias)
            && (!target.QuantizesOutputs || (!node.Is("Conv") && !target.QuantizesResults) || IsQuantizedBehind(node));
    }

    /// <summary>Pad works on the integers themselves.</summary>
    private static bool JoiningFits(Node node, HardwareProfile target) =>
        node.Is("Pad") ? node.Input(0)?.Producer is { OpType: not "DequantizeLinear" }
        : node.Inputs.OfType<Value>().Where(input => input.Producer?.OpType == "DequantizeLinear").All(input => IsActivation(input, target))
            && node.Inputs.Any(input => input?.Producer?.OpType == "DequantizeLinear") && IsQuantizedBehind(node);

    private static bool IsQuantizedBehind(Node node)
    {
        var output = node.Output(0);
        if (output.HasSingleUse && output.Uses[0].Node.IsAny("Relu", "Clip"))
        {
            output = output.Uses[0].Node.Output(0);
        }

        return !output.IsGraphOutput && output.Uses.Count > 0 && output.Uses.All(use => use.Node.OpType == "QuantizeLinear");
    }

    private static bool IsActivation(Value? value, HardwareProfile target)
    {
        var zeroPoint = value?.Producer is { OpType: "DequantizeLinear" } dequantize ? dequantize.Input(2)?.Initializer : null;
        var grid = target.Activations;
        return zeroPoint is not null
            && (zeroPoint.Element == grid.Element || (target.HasWideActivations && zeroPoint.Element == grid.Widened.Element))
            && (!grid.Symmetric || zeroPoint.ToInt64s()[0] + grid.Offset == (grid.Levels + 1) / 2);
    }

    private static bool IsConstant(Node dequantize) => dequantize.OpType == "DequantizeLinear" && (dequantize.Input(0)?.Initializer ?? dequantize.Input(0)?.Producer?.Input(0)?.Initializer) is not null;

    private static ElementType ElementOf(Value? value) =>
        value?.Producer is { OpType: "DequantizeLinear" } dequantize ? (dequantize.Input(2) ?? dequantize.Input(0))?.Initializer?.Element ?? ElementType.Undefined : ElementType.Undefined;
}
