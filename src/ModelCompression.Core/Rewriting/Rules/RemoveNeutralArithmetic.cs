using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>x + 0</c>, <c>0 + x</c>, <c>x - 0</c>, <c>x * 1</c>, <c>1 * x</c>, <c>x / 1</c> -> <c>x</c>, where the constant does not change the shape by broadcasting.
/// </summary>
public sealed class RemoveNeutralArithmetic(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.IsAny("Add", "Sub", "Mul", "Div") || root.Inputs is not [{ } left, { } right])
        {
            return No("no binary arithmetic");
        }

        var isOrdered = root.IsAny("Sub", "Div");
        var neutral = root.IsAny("Add", "Sub") ? 0f : 1f;
        var (data, constant) = right.Constant is { } tail ? (left, tail) : isOrdered ? (left, null) : (right, left.Constant);
        if (constant is not { Element: ElementType.Float or ElementType.Int64 or ElementType.Int32 } || constant.Count > 65536)
        {
            return No("no constant operand");
        }

        if (constant.ToFloats().Any(value => value != neutral))
        {
            return No("the constant is not neutral");
        }

        if (!KeepsShape(shapes.DimsOf(data), constant.Shape))
        {
            return No("the constant may change the shape");
        }

        if (!GraphEditor.CanReplace(root.Output(0), data))
        {
            return No("the result is a graph output the operand cannot stand for");
        }

        return Yes(edit =>
        {
            edit.ReplaceUses(root.Output(0), data);
            edit.Remove(root);
        });
    }

    private static bool KeepsShape(IReadOnlyList<Dimension>? dims, Shape constant) =>
        constant.Rank == 0 || (dims is not null && constant.Rank <= dims.Count
            && Enumerable.Range(1, constant.Rank).All(i => constant[constant.Rank - i] == 1 || dims[^i].Size == constant[constant.Rank - i]));
}
