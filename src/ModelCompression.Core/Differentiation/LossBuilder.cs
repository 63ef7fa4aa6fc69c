using System.Globalization;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation;

/// <summary>Appends a loss to the copy of a model, with an input for each term.</summary>
internal sealed class LossBuilder(ModelCopy copy, NodeEmitter emit)
{
    private readonly List<Value> _inputs = [];
    private string _name = "";

    public NodeEmitter Emit { get; } = emit;

    /// <summary>Inputs added so far.</summary>
    public IReadOnlyList<Value> Inputs => _inputs;

    /// <summary>The weighted sum of the terms, a float scalar.</summary>
    public Value Build(LossSpec loss)
    {
        if (loss.Terms.Count == 0)
        {
            throw new ArgumentException("A loss needs a term.", nameof(loss));
        }

        var terms = new List<Value>();
        foreach (var term in loss.Terms)
        {
            _name = term.InputName;
            terms.Add(Emit.Scale(term.Append(this, copy.Copies[term.Output]), term.Weight));
        }

        var total = terms.Count == 1 ? Emit.Call("Identity", terms) : Emit.Call("Sum", terms);
        total.Name = Unused("loss");
        total.Type = new TensorType(ElementType.Float, []);
        return total;
    }

    /// <summary>The extra input of the term that is being appended.</summary>
    public Value AddInput(ElementType element, IReadOnlyList<Dimension>? dims)
    {
        var input = new Value(Unused(_name), new TensorType(element, dims?.Select(Named).ToArray()));
        copy.Model.Graph.AddInput(input);
        _inputs.Add(input);
        return input;
    }

    /// <summary>Dimensions of a value.</summary>
    public IReadOnlyList<Dimension>? DimsOf(Value value) => Emit.Shapes.DimsOf(value);

    /// <summary>A scalar divided by the size of the first axis of <paramref name="value"/>: the mean over the batch.</summary>
    public Value PerSample(Value sum, Value value)
    {
        if (DimsOf(value)?[0].Size is { } size)
        {
            return Emit.Scale(sum, 1.0 / size);
        }

        var first = Emit.Call("Gather", [Emit.ShapeOf(value), Emit.Tensor("first axis", TensorData.Int64s(Shape.Scalar, 0))]);
        return Emit.Div(sum, Emit.AsFloat(first));
    }

    /// <summary>The sum of all elements, a scalar.</summary>
    public Value SumAll(Value value) => Emit.Call("ReduceSum", [value], Ir.Attribute.Int("keepdims", 0));

    /// <summary>Symbols that the shape inference made up mean nothing outside of it.</summary>
    private static Dimension Named(Dimension dim) => dim.Symbol is { } symbol && symbol.StartsWith('?') ? Dimension.Unknown : dim;

    private string Unused(string name)
    {
        var taken = copy.Copies.Values.Concat(_inputs).Select(value => value.Name).ToHashSet(StringComparer.Ordinal);
        var found = name;
        for (var i = 2; taken.Contains(found); i++)
        {
            found = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return found;
    }
}
