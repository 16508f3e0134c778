import FileFormats
import MathProgram
import SiteInstances

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// SitePrograms FOLDER INSTANCE     strong.mps and aggregated.mps for the peers

func usage() -> Never {
  print("usage: SitePrograms FOLDER INSTANCE\n\(SiteInstance.usage)")
  exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let network = SiteInstance.network(Array(arguments[2...])) else { usage() }
for (name, strength) in [("strong", FixedChargeNetwork.Strength.strong), ("aggregated", .aggregated)] {
  let bytes = try ProgramWriter.mps(LinearProgram(network, strength))
  let path = "\(arguments[1])/\(name).mps"
  guard let file = fopen(path, "wb") else {
    print("cannot write `\(path)`")
    exit(2)
  }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}
