namespace ModelCompression.Quantization.Agreement;

/// <summary>What the runtime's integer kernels make of two quantized operands, on each of the instruction sets it has kernels for.</summary>
internal interface IPairArithmetic
{
    /// <summary>The exact result in steps of the output, before it is rounded and clamped to the grid; a and b are 0..255.</summary>
    double Exact(int a, int b);

    /// <summary>Bound of how far a kernel's result is from the exact one before it is rounded, in steps of the output.</summary>
    double Error { get; }

    /// <summary>True when all kernels round the result for these operands to the same integer.</summary>
    bool Agrees(int a, int b);
}
