using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>A planned static quantization of a whole graph: puts QuantizeLinear and DequantizeLinear around the placed units.</summary>
/// <param name="Placement">Where.</param>
/// <param name="Activations">Parameters of every quantized value.</param>
/// <param name="Weights">Quantized weights of the weighted units.</param>
/// <param name="Opset">Opset of the model; below 13 the runtime's own domain is used, whose operators have an axis at every opset.</param>
public sealed record StaticQuantization(
    StaticPlacement Placement,
    IReadOnlyDictionary<Value, ActivationParameters> Activations,
    IReadOnlyDictionary<Node, StaticWeights> Weights,
    long Opset) : PlannedQuantization
{
    /// <summary>Behind the name of a node: what belongs to its weight.</summary>
    internal const string WeightSuffix = "_weight";

    private const int AxisOpset = 13;
    private const string RuntimeDomain = "com.microsoft";

    private string Domain => Opset >= AxisOpset ? "" : RuntimeDomain;

    public override IReadOnlyList<LayerChoice> Choices =>
        [.. Placement.Units.Select(unit => (unit.Main, Weights.GetValueOrDefault(unit.Main)?.Weights))
            .Select(unit => new LayerChoice(unit.Main.Name, unit.Main.OpType, "Static", unit.Weights?.Note) { Bits = unit.Weights?.Bits })];

    public override void Apply(GraphEditor edit)
    {
        if (Domain.Length > 0)
        {
            edit.Model.Import(RuntimeDomain, 1);
        }

        foreach (var unit in Placement.Units)
        {
            QuantizeConstants(edit, unit);
        }

        foreach (var value in Placement.Quantized)
        {
            QuantizeValue(edit, value);
        }

        foreach (var unit in Placement.Units.Where(unit => unit.Main.Is("Pad")))
        {
            PadIntegers(edit, unit.Main);
        }
    }

    /// <summary>x_q -> DequantizeLinear -> Pad -> QuantizeLinear -> y_q   becomes   x_q -> Pad(zero point) -> y_q: the runtime does not fuse it, but pads integers.</summary>
    private static void PadIntegers(GraphEditor edit, Node pad)
    {
        if (pad.Input(0)?.Producer is not { OpType: "DequantizeLinear" } dequantize || pad.Output(0).Uses.FirstOrDefault().Node is not { OpType: "QuantizeLinear" } quantize)
        {
            throw new InvalidOperationException($"{pad} is not between quantized values.");
        }

        pad.SetInput(0, dequantize.Input(0));
        while (pad.Inputs.Count < 3)
        {
            pad.AddInput(null);
        }

        pad.SetInput(2, pad.Text("mode", "constant") == "constant" ? dequantize.Input(2) : null);
        edit.ReplaceInputs(quantize.Output(0), pad.Output(0));
        edit.Remove(quantize);
        pad.Output(0).Type = null;
    }

    private void QuantizeConstants(GraphEditor edit, StaticUnit unit)
    {
        var node = unit.Main;
        if (Weights.TryGetValue(node, out var weights))
        {
            var shape = node.Input(1)?.Constant?.Shape ?? throw new InvalidOperationException($"{node} has no constant weight.");
            node.SetInput(1, DequantizedWeight(edit, node, weights, shape));
            if (weights.Bias is { } bias)
            {
                node.SetInput(2, DequantizedBias(edit, node, weights, bias));
            }

            return;
        }

        if (unit.Kind == StaticKind.Joining)
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i]?.Constant is { Element: ElementType.Float } constant)
                {
                    node.SetInput(i, DequantizedConstant(edit, node, i, constant));
                }
            }
        }
    }

    private Value DequantizedWeight(GraphEditor edit, Node node, StaticWeights weights, Shape shape) =>
        DequantizedChannels(edit, node, node.Name + WeightSuffix, TensorData.Of(ElementType.Int8, shape, weights.Weights.Values), weights.Weights.Scales, weights.Axis);

    private Value DequantizedBias(GraphEditor edit, Node node, StaticWeights weights, int[] bias) =>
        DequantizedChannels(edit, node, node.Name + "_bias", TensorData.Of(ElementType.Int32, new Shape(bias.Length), bias),
            Array.ConvertAll(weights.Weights.Scales, scale => scale * weights.InputScale), axis: 0);

    /// <summary>Zero point 0; one scale and no axis when the scales of all channels are equal.</summary>
    private Value DequantizedChannels(GraphEditor edit, Node node, string name, TensorData quantized, float[] scales, int axis)
    {
        var perTensor = scales.Distinct().Count() <= 1;
        var vector = perTensor ? Shape.Scalar : new Shape(scales.Length);
        var zeroPoint = new TensorData(quantized.Element, vector, new byte[quantized.Element.SizeBytes(vector.Count)]);
        return Dequantize(edit, node, name, quantized, TensorData.Floats(vector, perTensor ? [scales[0]] : scales), zeroPoint, perTensor ? null : axis);
    }

    private Value DequantizedConstant(GraphEditor edit, Node node, int index, TensorData constant)
    {
        var values = constant.ToFloats();
        var parameters = ActivationParameters.For(new Analysis.ActivationRange(values.Min(), values.Max()));
        var bytes = Array.ConvertAll(values, value =>
            (byte)Math.Clamp(Math.Round(value / (double)parameters.Scale, MidpointRounding.ToEven) + parameters.ZeroPoint, byte.MinValue, byte.MaxValue));
        return Dequantize(edit, node, $"{node.Name}_constant{index}",
            TensorData.Of(ElementType.UInt8, constant.Shape, bytes),
            TensorData.Scalar(parameters.Scale),
            TensorData.Of(ElementType.UInt8, Shape.Scalar, new[] { parameters.ZeroPoint }),
            null);
    }

    private Value Dequantize(GraphEditor edit, Node anchor, string name, TensorData quantized, TensorData scale, TensorData zeroPoint, int? axis)
    {
        Attribute[] attributes = axis is { } value ? [Attribute.Int("axis", value)] : [];
        return edit.Insert(anchor, "DequantizeLinear",
            [edit.Constant(name + "_quantized", quantized), edit.Constant(name + "_scale", scale), edit.Constant(name + "_zero_point", zeroPoint)],
            name + "_dequantized", attributes, Domain);
    }

    /// <summary>value -> QuantizeLinear -> DequantizeLinear -> every reader of the value, graph outputs included.</summary>
    private void QuantizeValue(GraphEditor edit, Value value)
    {
        var parameters = Activations[value];
        var scale = edit.Constant(value.Name + "_scale", TensorData.Scalar(parameters.Scale));
        var zeroPoint = edit.Constant(value.Name + "_zero_point", TensorData.Of(ElementType.UInt8, Shape.Scalar, new[] { parameters.ZeroPoint }));
        var quantized = new Value(value.Name + "_quantized");
        var dequantized = new Value(value.Name + "_dequantized");
        var quantize = new Node("QuantizeLinear", [value, scale, zeroPoint], [quantized], [], Domain, quantized.Name);
        var dequantize = new Node("DequantizeLinear", [quantized, scale, zeroPoint], [dequantized], [], Domain, dequantized.Name);
        if (value.IsGraphInput)
        {
            edit.ReplaceInputs(value, dequantized); // an input that is handed out as an output stays what the caller gave
        }
        else
        {
            edit.ReplaceUses(value, dequantized);
        }

        quantize.SetInput(0, value);
        if (value.Producer is { } producer)
        {
            edit.InsertAfter(producer, quantize);
        }
        else
        {
            var first = edit.Model.Graph.Nodes.First();
            edit.InsertBefore(first, quantize);
        }

        edit.InsertAfter(quantize, dequantize);
    }
}
