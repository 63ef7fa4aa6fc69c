using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Opsets;

/// <summary>
/// What an operator took as attributes -> constant inputs of the same content: <c>Squeeze(x) &lt;axes=[2]&gt;</c> -> <c>Squeeze(x, {2})</c>. An absent attribute
/// becomes an absent input, whose default is the same.
/// </summary>
/// <param name="attributes">Names of the attributes in the order of the inputs they become, behind the one there is.</param>
internal sealed class AttributesToInputs(ShapeTable shapes, params IReadOnlyList<string> attributes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (root.Inputs is not [{ } data])
        {
            return No("it does not have exactly one input");
        }

        var values = new List<TensorData?>();
        foreach (var name in attributes)
        {
            if (root.Attribute(name) is not { } attribute)
            {
                values.Add(null);
            }
            else if (ContentOf(attribute, data) is { } content)
            {
                values.Add(content);
            }
            else
            {
                return No($"the type that its attribute '{name}' must have as an input is not known");
            }
        }

        return Yes(edit => Move(root, values, edit));
    }

    private void Move(Node node, List<TensorData?> values, GraphEditor edit)
    {
        var last = values.FindLastIndex(value => value is not null);
        for (var i = 0; i <= last; i++)
        {
            node.AddInput(values[i] is { } value ? edit.Constant($"{node.Output(0).Name}_{attributes[i]}", value) : null);
        }

        foreach (var name in attributes)
        {
            node.RemoveAttribute(name);
        }
    }

    /// <summary>Integers become int64 vectors, a real number becomes a scalar of the type of the data.</summary>
    private TensorData? ContentOf(Ir.Attribute attribute, Value data) => attribute.Value switch
    {
        long[] numbers => TensorData.Int64s(new Shape(numbers.Length), numbers),
        long number => TensorData.Int64s(new Shape(1), number),
        float number => shapes[data]?.Element switch
        {
            ElementType.Float => TensorData.Scalar(number),
            ElementType.Double => TensorData.Of(ElementType.Double, Shape.Scalar, [(double)number]),
            ElementType.Float16 => TensorData.Of(ElementType.Float16, Shape.Scalar, [(Half)number]),
            _ => null,
        },
        _ => null,
    };
}
