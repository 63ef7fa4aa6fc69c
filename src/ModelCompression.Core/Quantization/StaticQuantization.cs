using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>A planned static quantization of a whole graph: puts QuantizeLinear and DequantizeLinear around the placed units.</summary>
/// <param name="Placement">Where.</param>
/// <param name="Activations">Parameters of every quantized value.</param>
/// <param name="Weights">Quantized weights of the weighted units.</param>
/// <param name="Opset">
/// Opset of the model; below 13 the runtime's own domain is used, whose operators have an axis at every opset, and below 21 also for 16 bits.
/// </param>
/// <param name="Target">How weights and activations are stored.</param>
public sealed record StaticQuantization(
    StaticPlacement Placement,
    IReadOnlyDictionary<Value, ActivationParameters> Activations,
    IReadOnlyDictionary<Node, StaticWeights> Weights,
    long Opset,
    HardwareProfile Target) : PlannedQuantization
{
    /// <summary>Behind the name of a node: what belongs to its weight.</summary>
    internal const string WeightSuffix = "_weight";

    private const int AxisOpset = 13;
    private const int WideOpset = 21;
    private const string RuntimeDomain = "com.microsoft";

    /// <summary>Sums and products whose last bit may depend on the CPU.</summary>
    public IReadOnlySet<Node> RoundedApart { get; init; } = new HashSet<Node>();

    private string Domain => Opset >= (Activations.Values.Any(parameters => parameters.Levels > byte.MaxValue) ? WideOpset : AxisOpset) ? "" : RuntimeDomain;

    public override IReadOnlyList<LayerChoice> Choices =>
        [.. Placement.Units.Select(unit => (unit.Main, Weights: Weights.GetValueOrDefault(unit.Main)))
            .Select(unit => new LayerChoice(unit.Main.Name, unit.Main.OpType, "Static", unit.Weights?.Weights.Note ?? (RoundedApart.Contains(unit.Main) ? "rounding may differ by one step between CPUs" : null)) { Bits = unit.Weights?.Weights.Bits, PairLimit = unit.Weights?.SafePairSum })];

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

        if (unit.Kind == StaticKind.Joining && node.IsAny("Add", "Mul", "Sub", "Div", "Where"))
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

    private Value DequantizedWeight(GraphEditor edit, Node node, StaticWeights weights, Shape shape) => Target.StoresIntegerWeights
        ? DequantizedChannels(edit, node, node.Name + WeightSuffix, TensorData.Of(ElementType.Int8, shape, weights.Weights.Values), weights.Weights.Scales, weights.Axis)
        : QuantizedFloats(edit, node, weights, shape);

    /// <summary>Float weights that already lie on the grid -> QuantizeLinear -> DequantizeLinear.</summary>
    private Value QuantizedFloats(GraphEditor edit, Node node, StaticWeights weights, Shape shape)
    {
        var name = node.Name + WeightSuffix;
        var (values, scales) = (weights.Weights.Values, weights.Weights.Scales);
        var inner = shape.Dims.Skip(weights.Axis + 1).Aggregate(1L, (product, size) => product * size);
        var floats = new float[values.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = values[i] * scales[i / inner % scales.Length];
        }

        var scale = edit.Constant(name + "_scale", TensorData.Floats(new Shape(scales.Length), scales));
        var zeroPoint = edit.Constant(name + "_zero_point", TensorData.Of(ElementType.Int8, new Shape(scales.Length), new sbyte[scales.Length]));
        Attribute[] axis = [Attribute.Int("axis", weights.Axis)];
        var quantized = edit.Insert(node, "QuantizeLinear", [edit.Constant(name, TensorData.Floats(shape, floats)), scale, zeroPoint], name + "_quantized", axis, Domain);
        return edit.Insert(node, "DequantizeLinear", [quantized, scale, zeroPoint], name + "_dequantized", axis, Domain);
    }


    private Value DequantizedBias(GraphEditor edit, Node node, StaticWeights weights, int[] bias) =>
        DequantizedChannels(edit, node, node.Name + "_bias", TensorData.Of(ElementType.Int32, new Shape(bias.Length), bias),
            Array.ConvertAll(weights.Weights.Scales, scale => scale * weights.InputScale), axis: 0);

    /// <summary>Zero point 0; one scale and no axis when the scales of all channels are equal.</summary>
    private Value DequantizedChannels(GraphEditor edit, Node node, string name, TensorData quantized, float[] scales, int axis)
    {
        var perTensor = scales.Distinct().Count() <= 1;
        var vector = perTensor ? Shape.Scalar : new Shape(scales.Length);
        // the default of an absent zero point is 0; an int32 one would take as many bytes as the bias itself
        var zeroPoint = quantized.Element == ElementType.Int32 ? null : new TensorData(quantized.Element, vector, new byte[quantized.Element.SizeBytes(vector.Count)]);
        return Dequantize(edit, node, name, quantized, TensorData.Floats(vector, perTensor ? [scales[0]] : scales), zeroPoint, perTensor ? null : axis);
    }

    private Value DequantizedConstant(GraphEditor edit, Node node, int index, TensorData constant)
    {
        var values = constant.ToFloats();
        var grid = Target.Activations;
        var parameters = ActivationParameters.Of(constant, grid);
        var bytes = Array.ConvertAll(values, value => unchecked((byte)(int)(
            Math.Clamp(Math.Round(value / (double)parameters.Scale, MidpointRounding.ToEven) + parameters.ZeroPoint, 0, parameters.Levels) - grid.Offset)));
        return Dequantize(edit, node, $"{node.Name}_constant{index}", new TensorData(grid.Element, constant.Shape, bytes), TensorData.Scalar(parameters.Scale), ZeroPoint(parameters), null);
    }

    private TensorData ZeroPoint(ActivationParameters parameters)
    {
        var grid = parameters.Levels == Target.Activations.Levels ? Target.Activations : Target.Activations.Widened;
        var stored = parameters.ZeroPoint - grid.Offset;
        return grid.Element.Bits() == 16
            ? TensorData.Of(grid.Element, Shape.Scalar, new[] { unchecked((ushort)stored) })
            : TensorData.Of(grid.Element, Shape.Scalar, new[] { unchecked((byte)stored) });
    }

    private Value Dequantize(GraphEditor edit, Node anchor, string name, TensorData quantized, TensorData scale, TensorData? zeroPoint, int? axis)
    {
        Attribute[] attributes = axis is { } value ? [Attribute.Int("axis", value)] : [];
        return edit.Insert(anchor, "DequantizeLinear",
            [edit.Constant(name + "_quantized", quantized), edit.Constant(name + "_scale", scale), .. zeroPoint is null ? [] : new[] { edit.Constant(name + "_zero_point", zeroPoint) }],
            name + "_dequantized", attributes, Domain);
    }

    /// <summary>value -> QuantizeLinear -> DequantizeLinear -> its readers.</summary>
    private void QuantizeValue(GraphEditor edit, Value value)
    {
        var parameters = Activations[value];
        var scale = edit.Constant(value.Name + "_scale", TensorData.Scalar(parameters.Scale));
        var zeroPoint = edit.Constant(value.Name + "_zero_point", ZeroPoint(parameters));
        var quantized = new Value(value.Name + "_quantized");
        var dequantized = new Value(value.Name + "_dequantized");
        var quantize = new Node("QuantizeLinear", [value, scale, zeroPoint], [quantized], [], Domain, quantized.Name);
        var dequantize = new Node("DequantizeLinear", [quantized, scale, zeroPoint], [dequantized], [], Domain, dequantized.Name);
        Redirect(edit, value, dequantized);
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

    /// <summary>What a unit computes reaches all its readers quantized, graph outputs included; of any other value, float code keeps the exact one.</summary>
    private void Redirect(GraphEditor edit, Value value, Value dequantized)
    {
        if (Placement.UnitOf(value) is not null)
        {
            edit.ReplaceUses(value, dequantized);
        }
        else if (Target.QuantizesResiduals)
        {
            edit.ReplaceInputs(value, dequantized);
        }
        else
        {
            var units = Placement.Units.Select(unit => unit.Main).ToHashSet();
            foreach (var use in value.Uses.Where(use => units.Contains(use.Node)).ToList())
            {
                use.Node.SetInput(use.Index, dequantized);
            }
        }
    }
}
