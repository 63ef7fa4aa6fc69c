using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// A node whose integer result is fully known from shapes, for example <c>Gather(Shape(x), 2)</c> with a static axis 2 -> a constant. The batch axis may be
/// unknown as long as the result does not depend on it.
/// </summary>
public sealed class FoldKnownContent(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (root.Outputs is not [{ } output])
        {
            return No("not exactly one output");
        }

        if (output.IsGraphOutput)
        {
            return No("the result is a graph output");
        }

        if (output.Uses.Count == 0)
        {
            return No("the result is not used");
        }

        if (shapes.NumbersOf(output) is not { } numbers || shapes[output] is not { } type)
        {
            return No("the result is not known");
        }

        if (type.Element is not (ElementType.Int64 or ElementType.Int32) || (type.Rank > 1 || (type.Rank == 0 && numbers.Length != 1) || type.Rank is null))
        {
            return No("the result is no integer tensor of rank 0 or 1");
        }

        var shape = type.Rank == 0 ? Shape.Scalar : new Shape(numbers.Length);
        var data = type.Element == ElementType.Int64 ? TensorData.Int64s(shape, numbers) : TensorData.Of(type.Element, shape, Array.ConvertAll(numbers, number => (int)number));
        return Yes(edit =>
        {
            edit.ReplaceUses(output, edit.Constant(output.Name, data));
            edit.Remove(root);
        });
    }
}
