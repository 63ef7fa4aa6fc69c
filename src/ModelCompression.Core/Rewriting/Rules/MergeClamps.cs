using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>Clip(Relu(x), 0, 6)</c> and every other pair of Relu and Clip -> one operator: limits a..b then c..d are limits clamp(a, c, d)..clamp(b, c, d).
/// </summary>
public sealed class MergeClamps(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.IsAny("Relu", "Clip") || root.Input(0)?.Producer is not { } first || !first.IsAny("Relu", "Clip"))
        {
            return No("not two limits in a row");
        }

        if (first.Graph != root.Graph)
        {
            return No("the first limit is in another graph");
        }

        if (!first.Output(0).HasSingleUse)
        {
            return No("the first result is used elsewhere");
        }

        if (ClampRange.Of(root, shapes) is not { } outer || ClampRange.Of(first, shapes) is not { } inner)
        {
            return No("the limits are not constant, or the tensor is not known to be float");
        }

        return Yes(edit =>
        {
            inner.Then(outer).Emit(root, edit, shapes.Opset);
            edit.Remove(first);
        });
    }
}
