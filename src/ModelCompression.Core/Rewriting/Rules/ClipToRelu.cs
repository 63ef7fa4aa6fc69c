using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary><c>Clip(x, 0, no upper limit)</c> -> <c>Relu(x)</c>. No limit is an absent one, infinity or the largest float.</summary>
public sealed class ClipToRelu(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("Clip"))
        {
            return No("no Clip");
        }

        if (ClampRange.Of(root, shapes) is not { } range)
        {
            return No("the limits are not constant, or the tensor is not known to be float");
        }

        if (range.Low != 0 || !float.IsPositiveInfinity(range.High))
        {
            return No("the range is not 0 and above");
        }

        return Yes(edit => range.Emit(root, edit, shapes.Opset));
    }
}
