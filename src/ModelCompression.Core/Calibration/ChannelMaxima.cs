using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Calibration;

/// <summary>
/// A GlobalMaxPool behind tensors that are never negative: zero belongs to every range, so the largest value of each channel tells all that extremes are needed for, and
/// the runtime finds it while the tensor is in its cache and in its own layout, instead of handing out all of it.
/// </summary>
internal sealed class ChannelMaxima
{
    private readonly GraphEditor _edit;
    private readonly Dictionary<Value, Node> _pools = [];

    /// <param name="model">Gets the pools until <see cref="Remove"/> is called.</param>
    public ChannelMaxima(Model model, IEnumerable<Value> values)
    {
        _edit = new GraphEditor(model);
        foreach (var value in values)
        {
            if (value.Producer is { } producer && IsNeverNegative(producer) && value.Uses.Any(use => use.Index == 0 && use.Node.Is("Conv") && use.Node.Graph == producer.Graph))
            {
                var name = value.Name + "_maxima";
                _pools[value] = _edit.InsertAfter(producer, new Node("GlobalMaxPool", [value], [new Value(name)], [], "", name));
            }
        }
    }

    /// <summary>What to run for: the maxima of a tensor, or the tensor itself.</summary>
    public Value Of(Value value) => _pools.TryGetValue(value, out var pool) ? pool.Output(0) : value;

    public bool Has(Value value) => _pools.ContainsKey(value);

    public void Remove()
    {
        foreach (var pool in _pools.Values)
        {
            _edit.Remove(pool);
        }
    }

    private static bool IsNeverNegative(Node node) => node.Is("Relu") || (node.Is("Clip") && node.Input(1)?.Constant?.ToFloats() is [>= 0]);
}
