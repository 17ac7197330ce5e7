# Installs the engine into a fresh prefix inside the build folder, then configures, builds and runs the consumer project.
# Needs: BUILD_DIR CONSUMER_DIR CXX_COMPILER BUILD_TYPE GENERATOR VERSION
set(work "${BUILD_DIR}/consumer_test")
file(REMOVE_RECURSE "${work}")

function(run what)
  message(STATUS "${what}")
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed (${result}): ${what}")
  endif()
endfunction()

# A version that the package does not fulfil must be refused: SameMinorVersion while it is 0.x.
function(configure_must_fail version)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${CONSUMER_DIR}" -B "${work}/refused-${version}" -G "${GENERATOR}"
      "-DCMAKE_PREFIX_PATH=${work}/prefix" "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DWANTED_VERSION=${version}"
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
  if(result EQUAL 0 OR NOT errors MATCHES "compatible with requested")
    message(FATAL_ERROR "version ${version} should have been refused: ${errors}")
  endif()
endfunction()

run("install the engine"
  "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --component engine --prefix "${work}/prefix")
run("configure the consumer"
  "${CMAKE_COMMAND}" -S "${CONSUMER_DIR}" -B "${work}/build" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${work}/prefix" "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
  "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}" "-DWANTED_VERSION=${VERSION}")
run("build the consumer" "${CMAKE_COMMAND}" --build "${work}/build")
run("run the consumer" "${work}/build/consumer")
configure_must_fail(0.2)
configure_must_fail(1.0)
