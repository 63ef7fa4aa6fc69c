namespace ModelCompression.Tasks.Accessor;

/// <summary>The typed Run with what it needs.</summary>
internal static class RunMembers
{
    /// <summary>The overloads of Run.</summary>
    public static void WritePublic(CodeWriter code, AccessorNames names)
    {
        WriteRun(code, names);
        if (names.Inputs.Count == 1)
        {
            code.Blank();
            WriteSpanRun(code, names, names.Inputs[0]);
        }
    }

    /// <summary>What they call.</summary>
    public static void WritePrivate(CodeWriter code, AccessorNames names)
    {
        WriteNames(code, names);
        code.Blank();
        WriteExecute(code, names);
        foreach (var part in BindingCode.For(names.Inputs))
        {
            code.Blank();
            code.Write(part);
        }
    }

    private static void WriteRun(CodeWriter code, AccessorNames names)
    {
        code.Summary("Runs the model.");
        code.Write("/// <exception cref=\"global::System.ArgumentException\">An input has a shape or a number of values the model does not take.</exception>");
        code.Open($"public {names.OutputClass} Run({names.InputClass} input)");
        code.Write("global::System.ArgumentNullException.ThrowIfNull(input);");
        for (var i = 0; i < names.Inputs.Count; i++)
        {
            var tensor = names.Inputs[i];
            var shape = tensor.HasShapeProperty ? $"input.{tensor.Member}Shape" : "null";
            code.Write($"using var tensor{i} = {Call(tensor, "Bind", $"input.{tensor.Member}", shape)};");
        }

        var all = string.Join(", ", names.Inputs.Select((_, i) => $"tensor{i}"));
        code.Write($"return Execute(new global::Microsoft.ML.OnnxRuntime.OrtValue[] {{ {all} }});");
        code.Close();
    }

    private static void WriteSpanRun(CodeWriter code, AccessorNames names, AccessorTensor tensor)
    {
        var values = Identifiers.ForParameter(tensor.Member);
        var shape = Identifiers.ForParameter(tensor.Member + "Shape");
        code.Summary("Runs the model on a copy of the values.");
        code.Write($"/// <param name=\"{values.TrimStart('@')}\">Values of <c>{SourceText.Xml(tensor.Name)}</c>: <c>{SourceText.Xml(tensor.Declaration)}</c>.</param>");
        if (tensor.NeedsShape)
        {
            code.Write($"/// <param name=\"{shape.TrimStart('@')}\">Its dimensions; one of them may be -1, which is worked out from the number of values.</param>");
        }

        code.Write("/// <exception cref=\"global::System.ArgumentException\">The model does not take that shape or number of values.</exception>");
        var type = TensorTypes.CSharp(tensor.ElementType);
        code.Open($"public {names.OutputClass} Run(global::System.ReadOnlySpan<{type}> {values}{(tensor.NeedsShape ? ", long[] " + shape : "")})");
        var local = values == "tensor" ? "bound" : "tensor";
        code.Write($"using var {local} = {Call(tensor, "Copy", values, tensor.NeedsShape ? shape : "null")};");
        code.Write($"return Execute(new global::Microsoft.ML.OnnxRuntime.OrtValue[] {{ {local} }});");
        code.Close();
    }

    private static string Call(AccessorTensor tensor, string method, string values, string shape)
    {
        var declared = tensor.HasRank ? $"Inputs.{tensor.Member}.Shape, false" : "default, true";
        var dimensions = $"ShapeOf(Inputs.{tensor.Member}.Name, {SourceText.Literal(tensor.Declaration)}, {declared}, {shape}, {values}.Length)";
        return tensor.IsString
            ? $"CopyStrings({values}{(method == "Bind" ? ".Span" : "")}, {dimensions})"
            : $"{method}({values}, Inputs.{tensor.Member}.ElementType, {dimensions})";
    }

    private static void WriteNames(CodeWriter code, AccessorNames names)
    {
        code.Write($"private static readonly string[] InputNames = {{ {string.Join(", ", names.Inputs.Select(tensor => $"Inputs.{tensor.Member}.Name"))} }};");
        code.Blank();
        code.Write($"private static readonly string[] OutputNames = {{ {string.Join(", ", names.Outputs.Select(tensor => $"Outputs.{tensor.Member}.Name"))} }};");
    }

    private static void WriteExecute(CodeWriter code, AccessorNames names)
    {
        code.Open($"private {names.OutputClass} Execute(global::Microsoft.ML.OnnxRuntime.OrtValue[] inputs)");
        code.Write("using var options = new global::Microsoft.ML.OnnxRuntime.RunOptions();");
        code.Write("using var outputs = Session.Run(options, InputNames, inputs, OutputNames);");
        code.Write($"return new {names.OutputClass}\n{{");
        for (var i = 0; i < names.Outputs.Count; i++)
        {
            var tensor = names.Outputs[i];
            var values = tensor.IsString ? "GetStringTensorAsArray()" : $"GetTensorDataAsSpan<{TensorTypes.CSharp(tensor.ElementType)}>().ToArray()";
            code.Write($"    {tensor.Member} = outputs[{i}].{values},");
            code.Write($"    {tensor.Member}Shape = outputs[{i}].GetTensorTypeAndShape().Shape,");
        }

        code.Write("};");
        code.Close();
    }
}
