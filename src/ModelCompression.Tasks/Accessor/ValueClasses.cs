namespace ModelCompression.Tasks.Accessor;

/// <summary>The classes that hold the values of one run.</summary>
internal static class ValueClasses
{
    public static void WriteInput(CodeWriter code, string access, AccessorNames names)
    {
        code.Summary($"What <see cref=\"{names.Class}\"/> takes. Values are in row-major order, the last dimension contiguous; {(names.Inputs.Any(tensor => tensor.IsString) ? "all but text is" : "they are")} used in place, without a copy.");
        code.Open($"{access} sealed partial class {names.InputClass}");
        for (var i = 0; i < names.Inputs.Count; i++)
        {
            if (i > 0)
            {
                code.Blank();
            }

            WriteInput(code, names.Inputs[i]);
        }

        code.Close();
    }

    public static void WriteOutput(CodeWriter code, string access, AccessorNames names)
    {
        code.Summary($"What <see cref=\"{names.Class}\"/> gives. Values are in row-major order, the last dimension contiguous.");
        code.Open($"{access} sealed partial class {names.OutputClass}");
        for (var i = 0; i < names.Outputs.Count; i++)
        {
            if (i > 0)
            {
                code.Blank();
            }

            WriteOutput(code, names.Outputs[i]);
        }

        code.Close();
    }

    private static void WriteInput(CodeWriter code, AccessorTensor tensor)
    {
        code.Summary($"Values of <c>{SourceText.Xml(tensor.Name)}</c>: <c>{SourceText.Xml(tensor.Declaration)}</c>.");
        code.Write($"public required global::System.ReadOnlyMemory<{TensorTypes.CSharp(tensor.ElementType)}> {tensor.Member} {{ get; init; }}");
        if (!tensor.HasShapeProperty)
        {
            return;
        }

        code.Blank();
        code.Summary($"Dimensions of <see cref=\"{tensor.Member}\"/>; one of them may be -1, which is worked out from the number of values."
            + (tensor.NeedsShape ? "" : " Without them that is done for the free one."));
        code.Write(tensor.NeedsShape
            ? $"public required long[] {tensor.Member}Shape {{ get; init; }}"
            : $"public long[]? {tensor.Member}Shape {{ get; init; }}");
    }

    private static void WriteOutput(CodeWriter code, AccessorTensor tensor)
    {
        code.Summary($"Values of <c>{SourceText.Xml(tensor.Name)}</c>: <c>{SourceText.Xml(tensor.Declaration)}</c>.");
        code.Write($"public required {TensorTypes.CSharp(tensor.ElementType)}[] {tensor.Member} {{ get; init; }}");
        code.Blank();
        code.Summary($"Dimensions of <see cref=\"{tensor.Member}\"/>.");
        code.Write($"public required long[] {tensor.Member}Shape {{ get; init; }}");
    }
}
