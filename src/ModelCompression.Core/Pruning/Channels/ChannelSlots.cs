using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning.Channels;

/// <summary>
/// Which channels of a model must go together, followed entry by entry through every operator (slot propagation), and their removal with all that refers to them. What no
/// rule covers, graph inputs and outputs, and what subgraphs read, keeps all its channels.
/// </summary>
internal sealed class ChannelSlots
{
    private readonly Model _model;
    private readonly List<Action<Removal>> _fixes = [];
    private readonly List<ChannelConsumer> _consumers = [];

    private ChannelSlots(Model model)
    {
        _model = model;
        var shapes = ShapeTable.Infer(model);
        Table = new SlotTable(shapes);
        foreach (var node in model.Graph.Nodes)
        {
            SlotRules.Apply(new SlotNode(node, Table, shapes, _fixes, _consumers));
        }

        var kept = model.Graph.Inputs.Concat(model.Graph.Outputs)
            .Concat(model.Graph.SelfAndSubgraphs().Where(graph => graph != model.Graph).SelectMany(graph => graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs)).OfType<Value>());
        foreach (var value in kept)
        {
            Table.Freeze(value);
        }

        Groups = WidthGroup.Of(Table);
    }

    public SlotTable Table { get; }

    /// <summary>Channels that can be removed one by one, grouped by the axes they lie on; in the order of the graph.</summary>
    public IReadOnlyList<WidthGroup> Groups { get; }

    /// <summary>Constants that sum over channels, in the order of the graph: where nothing is read from a channel, it can go.</summary>
    public IReadOnlyList<ChannelConsumer> Consumers => _consumers;

    public static ChannelSlots Of(Model model) => new(model);

    /// <summary>Removes channels: cuts the constants, and follows with attributes and shapes. Can be done once.</summary>
    /// <param name="units">Classes of slots; each group must keep one at least.</param>
    public void Remove(IReadOnlySet<int> units)
    {
        var edit = new GraphEditor(_model);
        var removal = new Removal(Table, units, edit);
        foreach (var fix in _fixes)
        {
            fix(removal);
        }

        foreach (var value in Table.Values.Where(value => value.Constant is not null && (Table.Of(value) ?? []).Any(removal.Changes)).ToList())
        {
            Cut(value, removal, edit);
        }

        foreach (var value in _model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => !value.IsGraphOutput))
        {
            value.Type = null; // sizes may have changed
        }
    }

    /// <summary>Makes every layer read nothing from some channels, which leaves all shapes as they are: what the model computes is what it will compute without them.</summary>
    public void Mask(IReadOnlySet<int> units)
    {
        var edit = new GraphEditor(_model);
        foreach (var weight in _consumers.GroupBy(consumer => consumer.Weight))
        {
            var data = weight.Key.Constant ?? throw new InvalidOperationException($"{weight.Key} is not constant.");
            var values = data.AsSpan<float>().ToArray();
            foreach (var axis in weight.Select(consumer => consumer.Axis).Distinct())
            {
                var slots = (Table.Of(weight.Key) ?? [])[axis];
                var inner = data.Shape.Dims.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = units.Contains(Table.Find(slots[i / inner % slots.Length])) ? 0 : values[i];
                }
            }

            edit.ReplaceInputs(weight.Key, edit.Constant(weight.Key.Name, TensorData.Floats(data.Shape, values)));
        }
    }

    private void Cut(Value value, Removal removal, GraphEditor edit)
    {
        var data = value.Constant ?? throw new InvalidOperationException($"{value} is not constant.");
        var axes = Table.Of(value) ?? [];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            if (removal.Changes(axes[axis]))
            {
                data = Take(data, axis, removal.Kept(axes[axis]));
            }
        }

        edit.ReplaceInputs(value, edit.Constant(value.Name, data));
        if (value is { Uses.Count: 0, IsGraphOutput: false, IsGraphInput: false, Owner: { } owner })
        {
            owner.RemoveInitializer(value);
        }
    }

    private static TensorData Take(TensorData data, int axis, int[] kept)
    {
        var elementBytes = data.Element.Bits() / 8;
        var inner = (int)data.Shape.Dims.Skip(axis + 1).Aggregate(1L, (product, size) => product * size) * elementBytes;
        var outer = (int)data.Shape.Dims.Take(axis).Aggregate(1L, (product, size) => product * size);
        var size = (int)data.Shape[axis];
        var bytes = new byte[outer * kept.Length * inner];
        var source = data.Bytes.Span;
        for (var block = 0; block < outer; block++)
        {
            for (var i = 0; i < kept.Length; i++)
            {
                source.Slice(((block * size) + kept[i]) * inner, inner).CopyTo(bytes.AsSpan(((block * kept.Length) + i) * inner, inner));
            }
        }

        return new TensorData(data.Element, data.Shape.With(axis, kept.Length), bytes);
    }
}
