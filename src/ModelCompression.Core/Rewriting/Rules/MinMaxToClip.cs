using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary><c>Max(x, c)</c> -> <c>Clip(x, c, _)</c> (Relu when c is 0) and <c>Min(x, c)</c> -> <c>Clip(x, _, c)</c>, for a constant scalar c.</summary>
public sealed class MinMaxToClip(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.IsAny("Min", "Max"))
        {
            return No("no Min or Max");
        }

        if (ClampRange.Of(root, shapes) is not { } range)
        {
            return No("not a float tensor and a constant scalar");
        }

        return Yes(edit => range.Emit(root, edit, shapes.Opset));
    }
}
