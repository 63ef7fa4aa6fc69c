using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Embedding tables in 8 bits: a constant float table that is only read row by row with Gather is stored as s8 with one scale per row and dequantized behind the
/// Gather, so only the rows that are asked for are touched. Needs no data.
/// </summary>
[Strategy("Embedding", "Embedding tables stored in 8 bits with one scale per row, dequantized after the look-up; needs no data.")]
public sealed class EmbeddingQuantizer : IQuantizer
{
    /// <summary>Mul broadcasts from here on.</summary>
    private const int MinOpset = 7;

    /// <summary>Smaller tables are left alone: three more operators for each look-up would cost more time than so few bytes are worth.</summary>
    private const int MinSavedBytes = 4096;

    public bool NeedsRanges => false;

    public QuantizationPlan Plan(Model model, QuantizationInputs inputs)
    {
        var tables = new List<EmbeddingTable>();
        var skipped = new List<Skipped>();
        var gathers = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes)
            .Where(node => node.Is("Gather") && node.Input(0) is { Initializer.Element: ElementType.Float or ElementType.Float16 } table && inputs.Weights.Contains(table));
        foreach (var readers in gathers.GroupBy(node => node.Input(0) ?? throw new InvalidOperationException($"{node} has no table.")))
        {
            if (Problem(model, readers.Key, [.. readers], inputs) is { } problem)
            {
                skipped.AddRange(readers.Select(node => new Skipped(node.Name, problem)));
            }
            else
            {
                tables.Add(Quantize(readers.Key, [.. readers]));
            }
        }

        return new QuantizationPlan(tables.Count == 0 ? [] : [new EmbeddingQuantization(tables)], skipped);
    }

    private static string? Problem(Model model, Value table, IReadOnlyList<Node> readers, QuantizationInputs inputs)
    {
        if (readers.Select(inputs.Excluded.GetValueOrDefault).FirstOrDefault(reason => reason is not null) is { } excluded)
        {
            return excluded;
        }

        if (table.Constant is not { } data)
        {
            return "the table is a graph input that a caller may override";
        }

        if (table.IsGraphOutput)
        {
            return "the table is an output of the graph";
        }

        if (data.Shape.Rank < 2 || readers.Any(node => node.Int("axis", 0) != 0))
        {
            return "it does not read rows of a matrix";
        }

        return UseProblem(model, table, readers) ?? SizeProblem(data);
    }

    private static string? UseProblem(Model model, Value table, IReadOnlyList<Node> readers)
    {
        if (table.Uses.FirstOrDefault(use => !readers.Contains(use.Node) || use.Index != 0).Node is { } other)
        {
            return $"'{other.Name}' reads the same table in floating point, so a second copy would only make the file larger";
        }

        return model.Opset < MinOpset ? $"the operators behind the look-up need opset {MinOpset}, the model has {model.Opset}" : null;
    }

    private static string? SizeProblem(TensorData data)
    {
        var rows = data.Shape[0];
        var saved = data.SizeBytes - data.Count - (rows * sizeof(float));
        if (saved < MinSavedBytes)
        {
            return "the table is too small for quantization to pay";
        }

        return ((ReadOnlySpan<float>)data.ToFloats()).ContainsNonFinite() ? "the table holds values that are not finite" : null;
    }

    private static EmbeddingTable Quantize(Value table, IReadOnlyList<Node> readers)
    {
        var data = table.Constant ?? throw new InvalidOperationException($"{table} is not constant.");
        var (values, scales) = RowQuantizer.Quantize(data.ToFloats(), (int)data.Shape[0]);
        return new EmbeddingTable(table, readers, values, scales);
    }
}
