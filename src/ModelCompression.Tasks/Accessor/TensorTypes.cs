namespace ModelCompression.Tasks.Accessor;

/// <summary>The element types ONNX Runtime for .NET has a C# type for, by ONNX's number.</summary>
internal static class TensorTypes
{
    private const string Runtime = "global::Microsoft.ML.OnnxRuntime.";

    private static readonly Dictionary<int, (string CSharp, string Runtime)> Known = new()
    {
        [1] = ("float", "Float"),
        [2] = ("byte", "UInt8"),
        [3] = ("sbyte", "Int8"),
        [4] = ("ushort", "UInt16"),
        [5] = ("short", "Int16"),
        [6] = ("int", "Int32"),
        [7] = ("long", "Int64"),
        [StringType] = ("string", "String"),
        [9] = ("bool", "Bool"),
        [10] = (Runtime + "Float16", "Float16"),
        [11] = ("double", "Double"),
        [12] = ("uint", "UInt32"),
        [13] = ("ulong", "UInt64"),
        [16] = (Runtime + "BFloat16", "BFloat16"),
    };

    private static readonly string[] Names =
    [
        "unknown", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64", "complex64", "complex128",
        "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0", "uint2", "int2",
    ];

    public const int StringType = 8;

    /// <summary>True when a typed member can hold a tensor of it.</summary>
    public static bool IsKnown(int elementType) => Known.ContainsKey(elementType);

    /// <summary>The C# type of a known element type.</summary>
    public static string CSharp(int elementType) => Known[elementType].CSharp;

    /// <summary>The runtime's constant of a known element type.</summary>
    public static string Constant(int elementType) => Runtime + "Tensors.TensorElementType." + Known[elementType].Runtime;

    /// <summary>ONNX's name of the element type.</summary>
    public static string Name(int elementType) => elementType >= 0 && elementType < Names.Length ? Names[elementType] : Names[0];
}
