namespace ModelCompression.Tasks.Accessor;

/// <summary>The nested classes with the names, shapes and types of the tensors.</summary>
internal static class TensorConstants
{
    public static void Write(CodeWriter code, string className, string role, IReadOnlyList<AccessorTensor> tensors)
    {
        code.Summary($"Names, shapes and types of the model's {role}s.");
        code.Open($"public static class {className}");
        for (var i = 0; i < tensors.Count; i++)
        {
            if (i > 0)
            {
                code.Blank();
            }

            WriteTensor(code, role, tensors[i]);
        }

        code.Close();
    }

    private static void WriteTensor(CodeWriter code, string role, AccessorTensor tensor)
    {
        code.Summary($"The {role} <c>{SourceText.Xml(tensor.Name)}</c>: <c>{SourceText.Xml(tensor.Declaration)}</c>.");
        code.Open($"public static class {tensor.Member}");
        code.Summary("The name in the model.");
        code.Write($"public const string Name = {SourceText.Literal(tensor.Name)};");
        if (tensor.IsTyped)
        {
            code.Blank();
            code.Summary("The type of an element.");
            code.Write($"public const global::Microsoft.ML.OnnxRuntime.Tensors.TensorElementType ElementType = {TensorTypes.Constant(tensor.ElementType)};");
        }

        if (tensor.IsTyped && tensor.HasRank)
        {
            code.Blank();
            code.Summary("The dimensions; -1 is a free one.");
            var sizes = string.Join(", ", tensor.Sizes);
            code.Write($"public static global::System.ReadOnlySpan<long> Shape => new long[] {{{(sizes.Length == 0 ? " " : $" {sizes} ")}}};");
        }

        code.Close();
    }
}
