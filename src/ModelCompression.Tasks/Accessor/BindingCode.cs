namespace ModelCompression.Tasks.Accessor;

/// <summary>The private methods of an accessor that turn values into tensors of the runtime.</summary>
internal static class BindingCode
{
    private const string Bind = """
        private static global::Microsoft.ML.OnnxRuntime.OrtValue Bind<T>(
            global::System.ReadOnlyMemory<T> values, global::Microsoft.ML.OnnxRuntime.Tensors.TensorElementType type, long[] shape) where T : unmanaged
        {
            return values.IsEmpty
                ? global::Microsoft.ML.OnnxRuntime.OrtValue.CreateAllocatedTensorValue(global::Microsoft.ML.OnnxRuntime.OrtAllocator.DefaultInstance, type, shape)
                : global::Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(
                    global::Microsoft.ML.OnnxRuntime.OrtMemoryInfo.DefaultInstance, global::System.Runtime.InteropServices.MemoryMarshal.AsMemory(values), shape);
        }
        """;

    private const string Copy = """
        private static global::Microsoft.ML.OnnxRuntime.OrtValue Copy<T>(
            global::System.ReadOnlySpan<T> values, global::Microsoft.ML.OnnxRuntime.Tensors.TensorElementType type, long[] shape) where T : unmanaged
        {
            var tensor = global::Microsoft.ML.OnnxRuntime.OrtValue.CreateAllocatedTensorValue(global::Microsoft.ML.OnnxRuntime.OrtAllocator.DefaultInstance, type, shape);
            values.CopyTo(tensor.GetTensorMutableDataAsSpan<T>());
            return tensor;
        }
        """;

    private const string CopyStrings = """
        private static global::Microsoft.ML.OnnxRuntime.OrtValue CopyStrings(global::System.ReadOnlySpan<string> values, long[] shape)
        {
            var tensor = global::Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorWithEmptyStrings(global::Microsoft.ML.OnnxRuntime.OrtAllocator.DefaultInstance, shape);
            for (var i = 0; i < values.Length; i++)
            {
                tensor.StringTensorSetElementAt(global::System.MemoryExtensions.AsSpan(values[i]), i);
            }

            return tensor;
        }
        """;

    private const string ShapeOf = """
        private static long[] ShapeOf(string name, string type, global::System.ReadOnlySpan<long> declared, bool isAnyRank, long[]? given, int count)
        {
            var shape = given is null ? declared.ToArray() : (long[])given.Clone();
            var isTaken = isAnyRank ? given is not null : shape.Length == declared.Length;
            for (var i = 0; isTaken && i < declared.Length; i++)
            {
                isTaken = declared[i] < 0 || declared[i] == shape[i];
            }

            var known = 1L;
            var free = -1;
            for (var i = 0; isTaken && i < shape.Length; i++)
            {
                isTaken = shape[i] >= 0 || (shape[i] == -1 && free < 0);
                free = shape[i] < 0 ? i : free;
                known = shape[i] < 0 ? known : checked(known * shape[i]);
            }

            if (!isTaken)
            {
                throw new global::System.ArgumentException($"Input '{name}' takes {type} with at most one dimension left open, not the shape [{string.Join(", ", shape)}].");
            }

            if (free >= 0 && (known == 0 ? count == 0 : count % known == 0))
            {
                shape[free] = known == 0 ? 0 : count / known;
                known = count;
            }

            return known == count
                ? shape
                : throw new global::System.ArgumentException($"Input '{name}' takes {type}: expected {(free < 0 ? "" : "a multiple of ")}{known} values, but {count} were given.");
        }
        """;

    /// <summary>The methods that these inputs need.</summary>
    public static IEnumerable<string> For(IReadOnlyList<AccessorTensor> inputs)
    {
        if (inputs.Any(tensor => !tensor.IsString))
        {
            yield return Bind;
        }

        if (inputs.Count == 1 && !inputs[0].IsString)
        {
            yield return Copy;
        }

        if (inputs.Any(tensor => tensor.IsString))
        {
            yield return CopyStrings;
        }

        if (inputs.Count > 0)
        {
            yield return ShapeOf;
        }
    }
}
