using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelCompression.Inference;

/// <summary>
/// The kind of integer arithmetic this machine's CPU has, on which int8 results depend: <c>vnni</c> and <c>arm64</c> add exactly, <c>avx2</c> and
/// <c>avx512</c> add pairs of products in 16 bits and may saturate.
/// </summary>
public static class CpuClass
{
    /// <summary><c>vnni</c>, <c>avx512</c>, <c>avx2</c>, <c>arm64</c> or <c>other</c>.</summary>
    public static string Current => ArmBase.Arm64.IsSupported ? "arm64" : OfX64(Avx2.IsSupported, Avx512BW.IsSupported, Leaf7(0).Ecx, Leaf7(1).Eax);

    /// <param name="avx2">The CPU and the operating system support AVX2.</param>
    /// <param name="avx512">The same for AVX-512 with byte and word instructions.</param>
    /// <param name="leaf7Ecx">CPUID leaf 7, subleaf 0, ECX: bit 11 is AVX512_VNNI.</param>
    /// <param name="leaf7Subleaf1Eax">CPUID leaf 7, subleaf 1, EAX: bit 4 is AVX_VNNI.</param>
    internal static string OfX64(bool avx2, bool avx512, int leaf7Ecx, int leaf7Subleaf1Eax)
    {
        if (avx2 && ((leaf7Subleaf1Eax & (1 << 4)) != 0 || (avx512 && (leaf7Ecx & (1 << 11)) != 0)))
        {
            return "vnni";
        }

        return avx512 ? "avx512" : avx2 ? "avx2" : "other";
    }

    private static (int Eax, int Ebx, int Ecx, int Edx) Leaf7(int subleaf)
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7 || (subleaf > 0 && X86Base.CpuId(7, 0).Eax < subleaf))
        {
            return default;
        }

        return X86Base.CpuId(7, subleaf);
    }
}
