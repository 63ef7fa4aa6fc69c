using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>One node on the way back: the gradients of its outputs, and where those of its inputs go.</summary>
public sealed class GradientContext
{
    private readonly IReadOnlyList<Value?> _outputGradients;
    private readonly Predicate<Value> _isWanted;
    private readonly Dictionary<int, Value?> _given = [];
    private readonly HashSet<int> _asked = [];

    internal GradientContext(Node node, NodeEmitter emit, IReadOnlyList<Value?> outputGradients, Predicate<Value> isWanted)
    {
        Node = node;
        Emit = emit;
        _outputGradients = outputGradients;
        _isWanted = isWanted;
    }

    public Node Node { get; }

    public NodeEmitter Emit { get; }

    /// <summary>Gradient of the first output.</summary>
    /// <exception cref="UserErrorException">MC2017: only another output has one.</exception>
    public Value Gradient => OutputGradient(0) ?? throw Unknown("only its further outputs are used");

    /// <summary>The first output.</summary>
    public Value Output => Node.Output(0);

    /// <summary>Gradient of an output; null when the loss does not depend on it.</summary>
    public Value? OutputGradient(int index)
    {
        _asked.Add(index);
        return index < _outputGradients.Count ? _outputGradients[index] : null;
    }

    /// <summary>Input <paramref name="index"/>.</summary>
    /// <exception cref="UserErrorException">MC2017: it is absent.</exception>
    public Value Input(int index) => Node.Input(index) ?? throw Unknown($"it has no input {index}");

    /// <summary>True when the gradient of input <paramref name="index"/> is needed.</summary>
    public bool Wants(int index) => Node.Input(index) is { } input && _isWanted(input);

    /// <summary>States the gradient of an input, of the input's own shape.</summary>
    public void Give(int index, Value gradient) => _given[index] = gradient;

    /// <summary>States that the output does not change with an input, or only in jumps.</summary>
    public void GiveZero(int index) => _given[index] = null;

    /// <summary>States the gradient of an input that was broadcast: in the shape of the output, to be summed where the input was repeated.</summary>
    public void GiveBroadcast(int index, Value gradient) => Give(index, Unbroadcast.To(Emit, Input(index), Output, gradient));

    /// <summary>Dimensions of an input; sizes, symbols or unknown.</summary>
    /// <exception cref="UserErrorException">MC2017: the rank is not known.</exception>
    public IReadOnlyList<Dimension> Dims(int index) => Emit.Shapes.DimsOf(Input(index)) ?? throw Unknown($"the rank of its input '{Input(index).Name}' is not known");

    /// <summary>The content of an integer input, which must be constant.</summary>
    /// <exception cref="UserErrorException">MC2017: it is not.</exception>
    public long[] Numbers(int index) => Emit.Shapes.NumbersOf(Input(index)) ?? throw Unknown($"its input '{Input(index).Name}' is not constant");

    /// <summary>An axis of a tensor of <paramref name="rank"/> counted from the front.</summary>
    public static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    /// <summary>The error of a form that is not covered.</summary>
    /// <param name="why">A reason without full stop, about the node.</param>
    public UserErrorException Unknown(string why) => GradientErrors.Unknown(Node, why);

    /// <summary>Gradients of the inputs that were wanted and are not zero.</summary>
    /// <exception cref="UserErrorException">MC2017: the rule left out an input that is wanted or an output that is used.</exception>
    internal IEnumerable<(Value Input, Value Gradient)> Results()
    {
        for (var i = 0; i < _outputGradients.Count; i++)
        {
            if (_outputGradients[i] is not null && !_asked.Contains(i))
            {
                throw Unknown($"its output {i} is used");
            }
        }

        for (var i = 0; i < Node.Inputs.Count; i++)
        {
            if (Wants(i) && !_given.ContainsKey(i))
            {
                throw Unknown($"the gradient of its input {i} is asked for");
            }
        }

        return _given.OrderBy(entry => entry.Key).Where(entry => entry.Value is not null && Wants(entry.Key)).Select(entry => (Input(entry.Key), entry.Value!)); // not null: filtered
    }
}
