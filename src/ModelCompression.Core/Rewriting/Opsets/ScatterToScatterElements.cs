using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Opsets;

/// <summary><c>Scatter(x, indices, updates)</c> -> <c>ScatterElements(x, indices, updates)</c>, the name it has from opset 11 on.</summary>
internal sealed class ScatterToScatterElements : RewriteRule
{
    public override Match TryMatch(Node root) => Yes(edit => edit.Replace(root, "ScatterElements", root.Inputs.ToList(), root.Attributes.ToList()));
}
