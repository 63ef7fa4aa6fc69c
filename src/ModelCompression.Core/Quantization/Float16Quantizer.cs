using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>
/// Half-precision storage: a float initializer W becomes a float16 initializer with a Cast to float behind it. The runtime folds the Cast when it loads the
/// model, so the graph that runs is the float one, with weights rounded to 11 significant bits.
/// </summary>
[Strategy("Float16", "Weights stored in half precision, computed in float: half the bytes at the same speed; needs no data.")]
public sealed class Float16Quantizer : IQuantizer
{
    /// <summary>Smaller tensors are left alone: the Cast would take more bytes than it saves.</summary>
    private const int MinElements = 128;

    /// <summary>Largest relative rounding error (root mean square) that is accepted; ordinary weights are near 0.0002.</summary>
    private const double MaxRelativeError = 0.003;

    public bool NeedsRanges => false;

    public QuantizationPlan Plan(Model model, QuantizationInputs inputs)
    {
        var weights = new List<Float16Weight>();
        var skipped = new List<Skipped>();
        foreach (var value in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).Where(inputs.Weights.Contains))
        {
            if (value.Initializer is not { Element: ElementType.Float } data || data.Count < MinElements || value.Uses.Count == 0)
            {
                continue;
            }

            var half = data.ToFloat16();
            if (Problem(value, data, half, inputs) is { } problem)
            {
                skipped.Add(new Skipped(value.Name, problem));
            }
            else
            {
                weights.Add(new Float16Weight(value, half));
            }
        }

        return new QuantizationPlan(weights.Count == 0 ? [] : [new Float16Storage(weights)], skipped);
    }

    private static string? Problem(Value value, TensorData data, TensorData half, QuantizationInputs inputs)
    {
        if (value.Constant is null)
        {
            return "a caller may override it";
        }

        if (value.IsGraphOutput)
        {
            return "it is an output of the graph";
        }

        if (value.Uses.Select(use => inputs.Excluded.GetValueOrDefault(use.Node)).FirstOrDefault(reason => reason is not null) is { } excluded)
        {
            return excluded;
        }

        return RelativeError(data.AsSpan<float>(), half.AsSpan<Half>()) is var error && error <= MaxRelativeError
            ? null
            : "its values do not fit in half precision";
    }

    /// <summary>sqrt(sum (w - half(w))^2 / sum w^2); 0 for an all-zero tensor, not a number when a value overflows.</summary>
    private static double RelativeError(ReadOnlySpan<float> values, ReadOnlySpan<Half> halves)
    {
        double error = 0, energy = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var difference = values[i] - (double)(float)halves[i];
            error += difference * difference;
            energy += values[i] * (double)values[i];
        }

        return energy == 0 ? 0 : Math.Sqrt(error / energy);
    }
}

/// <summary>One initializer and its half-precision copy.</summary>
public sealed record Float16Weight(Value Value, TensorData Half);

/// <summary>Planned half-precision storage: W  ->  Cast(W_half, float).</summary>
public sealed record Float16Storage(IReadOnlyList<Float16Weight> Weights) : PlannedQuantization
{
    /// <summary>Taken when planned: once applied, the weights have no uses left.</summary>
    public override IReadOnlyList<LayerChoice> Choices { get; } =
        [.. Weights.SelectMany(weight => weight.Value.Uses.Select(use => new LayerChoice(use.Node.Name, use.Node.OpType, "Float16", $"'{weight.Value.Name}' stored in half precision"))
            .DistinctBy(choice => choice.Node))];

    public override void Apply(GraphEditor edit)
    {
        foreach (var (value, half) in Weights)
        {
            var graph = value.Owner ?? throw new InvalidOperationException($"{value} is in no graph.");
            var stored = graph.AddInitializer(value.Name + "_half", half);
            var restored = new Value(value.Name + "_float", value.Type);
            var cast = new Node("Cast", [stored], [restored], [Attribute.Int("to", (long)ElementType.Float)], "", value.Name + "_float");
            foreach (var use in value.Uses.ToList())
            {
                use.Node.SetInput(use.Index, restored);
            }

            edit.InsertBefore(graph.Nodes.First(), cast);
            graph.RemoveInitializer(value);
        }
    }
}
