using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Rewriting.Opsets;

/// <summary>
/// Before opset 13, Softmax, LogSoftmax and Hardmax with axis a (default 1) look at all axes from a on as one. With only one axis larger than 1 among them:
/// <c>Softmax(x) &lt;axis=a&gt;</c> of opset 13. Otherwise <c>Softmax(x) &lt;axis=a&gt;</c> -> <c>Reshape(Softmax(Flatten(x) &lt;axis=a&gt;) &lt;axis=-1&gt;, Shape(x))</c>.
/// </summary>
internal sealed class SoftmaxOverLastAxis(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (root.Inputs is not [{ } data])
        {
            return No("it does not have exactly one input");
        }

        var axis = root.Int("axis", 1);
        if (axis == -1 || (shapes.DimsOf(data) is { } dims && IsOneAxis(dims, axis)))
        {
            return Yes(_ => root.SetAttribute(Attribute.Int("axis", axis)));
        }

        return Yes(edit => Flatten(root, axis, edit));
    }

    private static bool IsOneAxis(IReadOnlyList<Dimension> dims, long axis)
    {
        var first = axis < 0 ? axis + dims.Count : axis;
        return first < dims.Count && dims.Skip((int)first + 1).All(dim => dim.Size == 1);
    }

    private static void Flatten(Node node, long axis, GraphEditor edit)
    {
        var data = node.Input(0);
        var name = node.Output(0).Name;
        var flat = edit.Insert(node, "Flatten", [data], name + "_flat", [Attribute.Int("axis", axis)]);
        var shape = edit.Insert(node, "Shape", [data], name + "_shape");
        var result = new Value(name + "_rows");
        edit.InsertBefore(node, new Node(node.OpType, [flat], [result], [Attribute.Int("axis", -1)], "", node.Name));
        edit.Replace(node, "Reshape", [result, shape]).Name = name + "_unflatten";
    }
}
