using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// Finds the channel groups of a graph by union-find over its tensors. Whatever is not known to pass a factor on freezes the group it touches: graph inputs and
/// outputs, other operators, shared weights, uses in subgraphs, channel counts that do not agree.
/// </summary>
public sealed class ChannelGroups
{
    /// <summary>Operators f with f(a x) = a f(x) for every a &gt; 0, channel by channel; of the inputs only the first carries channels.</summary>
    private static readonly string[] Homogeneous = ["Relu", "LeakyRelu", "PRelu", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "Identity"];

    private readonly Dictionary<Value, Value> _parents = [];
    private readonly Dictionary<Value, int> _repeats = [];
    private readonly Dictionary<Value, string> _frozen = [];
    private readonly List<(ScalableLayer Layer, Value Input, Value Output)> _layers = [];
    private readonly List<(Node Node, Value Value)> _addends = [];
    private readonly List<Skipped> _skipped = [];
    private readonly Graph _graph;
    private readonly ShapeTable _shapes;

    private ChannelGroups(Graph graph, ShapeTable shapes)
    {
        _graph = graph;
        _shapes = shapes;
        foreach (var input in graph.Inputs.Where(input => input.Constant is null))
        {
            Freeze(input, "it is an input of the graph");
        }

        foreach (var node in graph.Nodes)
        {
            Visit(node);
        }

        Groups = Collect();
    }

    /// <summary>Groups that can be scaled, in graph order.</summary>
    public IReadOnlyList<ChannelGroup> Groups { get; }

    /// <summary>Layers whose output channels cannot be scaled, and why.</summary>
    public IReadOnlyList<Skipped> Skipped => _skipped;

    public static ChannelGroups Of(Model model, ShapeTable shapes) => new(model.Graph, shapes);

    private void Visit(Node node)
    {
        var (layer, why) = ScalableLayer.Of(node);
        if (layer is not null && node.Input(0) is { Constant: null } input)
        {
            _layers.Add((layer, input, node.Output(0)));
            _repeats[node.Output(0)] = 1;
        }
        else if (why is not null || !PassesOn(node))
        {
            FreezeAll(node, why is null ? $"{node.OpType} is not known to pass a scale on" : $"{node} reads them and {why}");
            _skipped.AddRange(why is null ? [] : [new Skipped(node.Name, $"its channels cannot be scaled: {why}")]);
        }

        foreach (var output in node.Outputs.OfType<Value>())
        {
            if (output.IsGraphOutput)
            {
                Freeze(output, "it is an output of the graph");
            }
            else if (output.Uses.Any(use => use.Node.Graph != _graph))
            {
                Freeze(output, "a subgraph reads it");
            }
        }
    }

    private bool PassesOn(Node node)
    {
        if (node.Domain.Length > 0 || node.Outputs.Count(output => output is not null) != 1 || node.Input(0) is not { } first)
        {
            return false;
        }

        if (Homogeneous.Contains(node.OpType) && node.Inputs.Skip(1).All(input => input?.Constant is not null))
        {
            return PassOn(node, first, RepeatOf(first));
        }

        return node.OpType switch
        {
            "Clip" => PassClip(node, first),
            "Flatten" or "Reshape" or "Squeeze" => RepeatBehind(node, first) is { } repeat && PassOn(node, first, repeat),
            "Add" when node.Inputs.All(input => input is { Constant: null }) => PassSum(node),
            "Add" => PassConstant(node),
            _ => false,
        };
    }

    private bool PassOn(Node node, Value from, int repeat)
    {
        _repeats[node.Output(0)] = repeat;
        Union(from, node.Output(0));
        return true;
    }

    /// <summary>A finite ceiling does not scale along: to let a channel through on calibration data alone loses the samples that reach further.</summary>
    private bool PassClip(Node node, Value input) =>
        ClipBounds.Of(node) is { Low: 0 or float.NegativeInfinity, High: float.PositiveInfinity } && PassOn(node, input, RepeatOf(input));

    private bool PassSum(Node node)
    {
        if (node.Inputs is not [{ } left, { } right] || RepeatOf(left) != RepeatOf(right)
            || _shapes.DimsOf(left) is not { } dims || _shapes.DimsOf(right) is not { } other || dims.Count < 2 || !dims.SequenceEqual(other))
        {
            return false;
        }

        Union(left, right);
        return PassOn(node, left, RepeatOf(left));
    }

    private bool PassConstant(Node node)
    {
        if (ChannelAffine.DataOf(node) is not { } data || _shapes.DimsOf(data) is not { Count: >= 2 } dims || dims[1].Size is not { } channels
            || ChannelAffine.Of(node, dims.Count, axis: 1, channels) is null || node.Inputs.OfType<Value>().All(input => input.Constant?.Count != channels))
        {
            return false;
        }

        _addends.Add((node, data));
        return PassOn(node, data, RepeatOf(data));
    }

    /// <summary>Features for each channel behind an operator that keeps the batch and either the channels or lays each channel's values side by side.</summary>
    private int? RepeatBehind(Node node, Value input)
    {
        if (_shapes.DimsOf(input) is not { Count: >= 2 } before || _shapes.DimsOf(node.Output(0)) is not { Count: >= 2 } after || before[0] != after[0]
            || before.Concat(after).Skip(1).Any(dim => dim.Size is null && dim != before[0]))
        {
            return null;
        }

        var inner = before.Skip(2).Aggregate(1L, (product, dim) => product * dim.Size.GetValueOrDefault());
        if (after.Count == 2 && after[1].Size == before[1].Size * inner && inner > 0)
        {
            return checked((int)(RepeatOf(input) * inner));
        }

        return after[1] == before[1] ? RepeatOf(input) : null;
    }

    private List<ChannelGroup> Collect()
    {
        var values = _graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().GroupBy(Root).ToDictionary(group => group.Key, group => group.ToList());
        var frozen = _frozen.OrderBy(pair => pair.Value, StringComparer.Ordinal).GroupBy(pair => Root(pair.Key)).ToDictionary(group => group.Key, group => group.First().Value);
        var producers = _layers.ToLookup(item => Root(item.Output));
        var consumers = _layers.ToLookup(item => Root(item.Input));
        var groups = new List<ChannelGroup>();
        foreach (var root in _layers.Select(item => Root(item.Output)).Distinct())
        {
            var channels = producers[root].First().Layer.Outputs;
            var agree = producers[root].All(item => item.Layer.Outputs == channels) && consumers[root].All(item => item.Layer.Inputs == (long)channels * RepeatOf(item.Input));
            if ((frozen.GetValueOrDefault(root) ?? (agree ? null : "the numbers of channels do not agree")) is { } why)
            {
                _skipped.Add(new Skipped(producers[root].First().Layer.Node.Name, $"its output channels cannot be scaled: {why}"));
                continue;
            }

            if (!consumers[root].Any())
            {
                continue; // nothing reads it
            }

            groups.Add(Create(root, values[root], channels, [.. producers[root].Select(item => item.Layer)], [.. consumers[root].Select(item => item.Layer)]));
        }

        return groups;
    }

    private ChannelGroup Create(Value root, List<Value> values, int channels, List<ScalableLayer> producers, List<ScalableLayer> consumers) =>
        new ChannelGroup
        {
            Channels = channels,
            Values = values.ToDictionary(value => value, RepeatOf),
            Producers = producers,
            Consumers = consumers,
            Addends = [.. _addends.Where(addend => Root(addend.Value) == root).Select(addend => addend.Node)],
        };

    private int RepeatOf(Value value) => _repeats.GetValueOrDefault(value, 1);

    private void FreezeAll(Node node, string why)
    {
        foreach (var value in node.Inputs.Concat(node.Outputs).OfType<Value>().Where(value => value.Constant is null))
        {
            Freeze(value, why);
        }
    }

    private void Freeze(Value value, string why) => _frozen.TryAdd(value, why);

    private void Union(Value first, Value second)
    {
        var (a, b) = (Root(first), Root(second));
        if (a != b)
        {
            _parents[b] = a;
        }
    }

    private Value Root(Value value)
    {
        while (_parents.TryGetValue(value, out var parent))
        {
            value = parent;
        }

        return value;
    }
}
