using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Quantization;

/// <summary>One table, the nodes that read it, and its quantized form.</summary>
/// <param name="Table">Float or Float16, at least a matrix; rows are the first axis.</param>
/// <param name="Readers">Every Gather of the table, along axis 0.</param>
/// <param name="Values">In the layout of the table.</param>
/// <param name="Scales">One per row, Float or Float16.</param>
public sealed record EmbeddingTable(Value Table, IReadOnlyList<Node> Readers, sbyte[] Values, TensorData Scales);

/// <summary>
/// Gather(T, i)  ->  Cast(Gather(T_q, i), float) * Gather(s, i), with s of shape [rows, 1, ...]. Half-precision scales are cast to float once; the runtime folds that
/// Cast when it loads the model. The result of a half-precision table is cast back.
/// </summary>
public sealed record EmbeddingQuantization(IReadOnlyList<EmbeddingTable> Tables) : PlannedQuantization
{
    public override IReadOnlyList<LayerChoice> Choices { get; } =
        [.. Tables.SelectMany(table => table.Readers.Select(node => new LayerChoice(node.Name, node.OpType, "Embedding", $"'{table.Table.Name}' stored in 8 bits, one scale per row")))];

    public override void Apply(GraphEditor edit)
    {
        foreach (var table in Tables)
        {
            var name = table.Table.Name;
            var shape = table.Table.Constant?.Shape ?? throw new InvalidOperationException($"{table.Table} is not constant.");
            var values = edit.Constant(name + "_quantized", TensorData.Of(ElementType.Int8, shape, table.Values));
            var scales = StoreScales(edit, table, shape);
            foreach (var node in table.Readers)
            {
                Replace(edit, node, values, scales);
            }
        }
    }

    private static Value StoreScales(GraphEditor edit, EmbeddingTable table, Shape shape)
    {
        var dims = Enumerable.Repeat(1L, shape.Rank).ToArray();
        dims[0] = shape[0];
        var stored = edit.Constant(table.Table.Name + "_scale", table.Scales.Reshape(new Shape(dims)));
        return table.Scales.Element == ElementType.Float
            ? stored
            : edit.Insert(edit.Model.Graph.Nodes.First(), "Cast", [stored], stored.Name + "_float", [To(ElementType.Float)]);
    }

    private static void Replace(GraphEditor edit, Node node, Value values, Value scales)
    {
        var (name, indices) = (node.Name, node.Input(1));
        var rows = edit.Insert(node, "Gather", [values, indices], name + "_rows", [Attribute.Int("axis", 0)]);
        var real = edit.Insert(node, "Cast", [rows], name + "_cast", [To(ElementType.Float)]);
        var scale = edit.Insert(node, "Gather", [scales, indices], name + "_scales", [Attribute.Int("axis", 0)]);
        if (node.Input(0)?.Constant?.Element == ElementType.Float16)
        {
            var product = edit.Insert(node, "Mul", [real, scale], name + "_product");
            edit.Replace(node, "Cast", [product], [To(ElementType.Float16)]);
        }
        else
        {
            edit.Replace(node, "Mul", [real, scale]);
        }
    }

    private static Attribute To(ElementType element) => Attribute.Int("to", (long)element);
}
